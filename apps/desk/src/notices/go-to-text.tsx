import { Button, useT } from '@zhucan/ui'

/** Leads to a place of the text. */
export function GoToText({ name, onGo }: { name: string; onGo: () => void }) {
  const t = useT()
  return (
    <Button variant="quiet" aria-label={`${t('notices.goTo')} ${name}`} onPress={onGo}>
      {t('notices.goTo')}
    </Button>
  )
}
