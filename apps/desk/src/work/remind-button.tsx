import { Button, RadioGroup, TextField, useT } from '@zhucan/ui'
import { useState } from 'react'
import { useMay } from '../app/session.ts'
import { PostDialog } from './post-dialog.tsx'
import { useWorkPost } from './work.queries.ts'

const colours = ['blue', 'orange', 'red'] as const

/** Reminds of everything the office gave, from a colour on, with one word for all. */
export function RemindButton({ region }: { region: string | undefined }) {
  const t = useT()
  const mayRemind = useMay('supervision.remind')
  const [isOpen, setOpen] = useState(false)
  if (!mayRemind) return null
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('work.remindAll')}</Button>
      {isOpen && <RemindDialog region={region} onClose={() => setOpen(false)} />}
    </>
  )
}

function RemindDialog({ region, onClose }: { region: string | undefined; onClose: () => void }) {
  const t = useT()
  const [from, setFrom] = useState<string>('orange')
  const [note, setNote] = useState('')
  const remind = useWorkPost<{ targets: number; tasks: number }>((done) => t('work.remindedAll', done))
  const body = { from, ...(region && { region }), ...(note.trim() && { note: note.trim() }) }
  return (
    <PostDialog
      title={t('work.remindAll')}
      submit={t('work.remindAll')}
      look="centre"
      post={remind}
      isDisabled={false}
      onSubmit={() => remind.mutate({ path: '/supervision/remind', body }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <RadioGroup
        label={t('work.remindFrom')}
        value={from}
        onChange={setFrom}
        options={colours.map((value) => ({ value, label: t(`work.remindFrom.${value}`) }))}
      />
      <TextField label={t('work.note')} optional rows={2} maxLength={500} value={note} onChange={setNote} />
    </PostDialog>
  )
}
