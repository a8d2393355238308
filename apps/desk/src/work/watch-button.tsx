import { Button, Dialog, ProblemSummary, TextField, useT } from '@zhucan/ui'
import { useState } from 'react'
import { problemOf } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import { useWorkPost } from './work.queries.ts'

/** Puts what is overdue on the list of close supervision, with the reason. */
export function WatchButton(props: {
  kind: 'target' | 'task'
  pieceId: string
  colour: string
  isWatched?: boolean
}) {
  const t = useT()
  const mayWatch = useMay('supervision.watch')
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const watch = useWorkPost(() => t('work.done', { action: t('work.watch') }))
  const isOverdue = props.colour === 'orange' || props.colour === 'red'
  if (!mayWatch || !isOverdue || props.isWatched) return null
  const submit = () =>
    watch.mutate(
      {
        path: '/supervision/watch',
        body: { kind: props.kind, pieceId: props.pieceId, reason: reason.trim() },
      },
      { onSuccess: () => setOpen(false) },
    )
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('work.watch')}</Button>
      <Dialog
        title={t('work.watch')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        footer={
          <>
            <Button onPress={() => setOpen(false)}>{t('ui.cancel')}</Button>
            <Button
              variant="primary"
              isPending={watch.isPending}
              isDisabled={reason.trim().length < 4}
              onPress={submit}
            >
              {t('work.watch')}
            </Button>
          </>
        }
      >
        {watch.error && (
          <ProblemSummary code={problemOf(watch.error).code} params={problemOf(watch.error).params} />
        )}
        <TextField label={t('work.reason')} rows={3} maxLength={500} value={reason} onChange={setReason} />
      </Dialog>
    </>
  )
}
