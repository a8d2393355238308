import { Button, Checkbox, Dialog, ProblemSummary, TextField, useT } from '@zhucan/ui'
import { useState } from 'react'
import { problemOf } from '../app/http.ts'
import type { MaskedPlace } from './notices.queries.ts'
import type { NoticeWork } from './use-notice-work.ts'

const shortestReason = 4

/** Asks why words that were masked are nobody's personal data. */
export function UnmaskDialog(props: {
  remasking: NoticeWork['remasking']
  place: MaskedPlace
  name: string
  onClose: () => void
}) {
  const { remasking, place, name, onClose } = props
  const t = useT()
  const [reason, setReason] = useState('')
  const [isEverywhere, setEverywhere] = useState(true)
  const run = () => remasking.unmask(place, { everywhere: isEverywhere, reason }, onClose)
  return (
    <Dialog
      title={t('notices.unmaskTitle', { name })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={reason.trim().length < shortestReason}
            isPending={remasking.isPending}
            onPress={run}
          >
            {t('notices.unmask')}
          </Button>
        </>
      }
    >
      {remasking.fault && <ProblemSummary {...problemOf(remasking.fault)} />}
      <p>{t('notices.unmaskNote')}</p>
      <TextField
        label={t('notices.reason')}
        hint={t('notices.unmaskHint')}
        value={reason}
        onChange={setReason}
        maxLength={500}
        autoFocus
      />
      <Checkbox isSelected={isEverywhere} onChange={setEverywhere}>
        {t('notices.unmaskEverywhere')}
      </Checkbox>
    </Dialog>
  )
}
