import { useState } from 'react'
import { Button } from '../button/button.tsx'
import { Dialog } from '../dialog/dialog.tsx'
import { TextField } from '../field/text-field.tsx'
import { useT } from '../locale/locale.tsx'
import { RadioGroup } from '../radio-group/radio-group.tsx'

const reasons = ['visit', 'benefit', 'certificate', 'correction', 'other'] as const

/** Asks why a sealed value is to be seen, and says that the answer is written down. */
export function RevealDialog(props: {
  label: string
  isOpen: boolean
  onClose: () => void
  onReason: (reason: string) => Promise<void>
}) {
  const t = useT()
  const [reason, setReason] = useState<string>('visit')
  const [words, setWords] = useState('')
  const [isBusy, setBusy] = useState(false)
  const needsWords = reason === 'other' && words.trim() === ''
  const submit = async () => {
    setBusy(true)
    await props.onReason(reason === 'other' ? words.trim() : t(`ui.revealReason.${reason as 'visit'}`))
    setBusy(false)
  }
  return (
    <Dialog
      title={t('ui.revealOf', { label: props.label })}
      isOpen={props.isOpen}
      onClose={props.onClose}
      footer={
        <>
          <Button onPress={props.onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isDisabled={needsWords} isPending={isBusy} onPress={submit}>
            {t('ui.reveal')}
          </Button>
        </>
      }
    >
      <p>{t('ui.revealIsLogged')}</p>
      <RadioGroup
        label={t('ui.revealReason')}
        value={reason}
        onChange={setReason}
        options={reasons.map((value) => ({ value, label: t(`ui.revealReason.${value}`) }))}
      />
      {reason === 'other' && (
        <TextField label={t('ui.revealWords')} value={words} onChange={setWords} maxLength={200} autoFocus />
      )}
    </Dialog>
  )
}
