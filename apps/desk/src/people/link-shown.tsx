import { Button, TextField, useFormat, useNotify, useT } from '@zhucan/ui'
import { linkOf, type OneTimeLink } from './people.queries.ts'

/** A one-time link, the one time it is shown. */
export function LinkShown({ link }: { link: OneTimeLink }) {
  const t = useT()
  const format = useFormat()
  const notify = useNotify()
  const text = linkOf(link)
  const copy = async () => {
    // Browsers give the clipboard to secure addresses only; elsewhere the field can be copied by hand.
    await navigator.clipboard?.writeText(text)
    notify({ kind: 'good', text: t('people.copied') })
  }
  return (
    <div className="desk-stack">
      <p>{t('people.linkNote', { until: format.moment(link.expiresAt) })}</p>
      <p className="desk-quiet">{t('people.linkSecond')}</p>
      <TextField label={t('people.link')} value={text} isReadOnly autoFocus />
      {window.isSecureContext && (
        <div className="desk-row">
          <Button variant="primary" onPress={() => void copy()}>
            {t('people.copy')}
          </Button>
        </div>
      )}
    </div>
  )
}
