import { Button, TextField, useT } from '@zhucan/ui'
import { useState } from 'react'
import { useMay } from '../app/session.ts'
import { PostDialog } from './post-dialog.tsx'
import { useWorkPost } from './work.queries.ts'

/** Draws some of the reported completions for a check. */
export function DrawButton({ region }: { region: string | undefined }) {
  const t = useT()
  const maySample = useMay('task.sample')
  const [isOpen, setOpen] = useState(false)
  if (!maySample) return null
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('work.sample')}</Button>
      {isOpen && <DrawDialog region={region} onClose={() => setOpen(false)} />}
    </>
  )
}

function DrawDialog({ region, onClose }: { region: string | undefined; onClose: () => void }) {
  const t = useT()
  const [count, setCount] = useState('5')
  const draw = useWorkPost<{ population: number; drawn: number }>((done) => t('work.drawn', done))
  const amount = Number(count)
  const isRight = Number.isInteger(amount) && amount >= 1 && amount <= 500
  const body = { count: amount, ...(region && { region }) }
  return (
    <PostDialog
      title={t('work.sample')}
      submit={t('work.sample')}
      look="centre"
      post={draw}
      isDisabled={!isRight}
      onSubmit={() => draw.mutate({ path: '/tasks/sample', body }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField
        label={t('work.sampleCount')}
        hint={t('work.sampleHow')}
        inputMode="numeric"
        value={count}
        onChange={setCount}
      />
    </PostDialog>
  )
}
