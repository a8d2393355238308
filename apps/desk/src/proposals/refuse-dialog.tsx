import { Button, Dialog, TextField, useT } from '@zhucan/ui'
import { useState } from 'react'

/** Asks why the second person does not agree. */
export function RefuseDialog(props: {
  title: string
  isOpen: boolean
  onClose: () => void
  onRefuse: (reason: string) => void
}) {
  const t = useT()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const isShort = reason.trim().length < 2
  const refuse = () => {
    setTried(true)
    if (isShort) return
    props.onClose()
    props.onRefuse(reason.trim())
  }
  return (
    <Dialog
      title={props.title}
      isOpen={props.isOpen}
      onClose={props.onClose}
      footer={
        <>
          <Button onPress={props.onClose}>{t('ui.cancel')}</Button>
          <Button variant="danger" onPress={refuse}>
            {t('proposals.refuse')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('proposals.why')}
        rows={3}
        maxLength={500}
        value={reason}
        onChange={setReason}
        {...(tried && isShort ? { error: t('proposals.whyMissing') } : {})}
      />
    </Dialog>
  )
}
