import { Button, TextField, useT } from '@zhucan/ui'
import { useState } from 'react'
import { useMay } from '../app/session.ts'
import { PostDialog } from './post-dialog.tsx'
import { useWorkPost } from './work.queries.ts'

interface WatchProps {
  kind: 'target' | 'task'
  pieceId: string
  colour: string
  isWatched?: boolean
}

/** Puts what is overdue on the list of close supervision, with the reason. */
export function WatchButton(props: WatchProps) {
  const t = useT()
  const mayWatch = useMay('supervision.watch')
  const [isOpen, setOpen] = useState(false)
  const isOverdue = props.colour === 'orange' || props.colour === 'red'
  if (!mayWatch || !isOverdue || props.isWatched) return null
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('work.watch')}</Button>
      {isOpen && <WatchDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

function WatchDialog({ kind, pieceId, onClose }: WatchProps & { onClose: () => void }) {
  const t = useT()
  const [reason, setReason] = useState('')
  const watch = useWorkPost(() => t('work.done', { action: t('work.watch') }))
  const body = { kind, pieceId, reason: reason.trim() }
  return (
    <PostDialog
      title={t('work.watch')}
      submit={t('work.watch')}
      look="centre"
      post={watch}
      isDisabled={reason.trim().length < 4}
      onSubmit={() => watch.mutate({ path: '/supervision/watch', body }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField label={t('work.reason')} rows={3} maxLength={500} value={reason} onChange={setReason} />
    </PostDialog>
  )
}
