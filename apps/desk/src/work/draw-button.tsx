import { Button, Dialog, ProblemSummary, TextField, useT } from '@zhucan/ui'
import { useState } from 'react'
import { problemOf } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import { useWorkPost } from './work.queries.ts'

/** Draws some of the reported completions for a check. */
export function DrawButton({ region }: { region: string | undefined }) {
  const t = useT()
  const maySample = useMay('task.sample')
  const [isOpen, setOpen] = useState(false)
  const [count, setCount] = useState('5')
  const draw = useWorkPost<{ population: number; drawn: number }>((done) => t('work.drawn', done))
  if (!maySample) return null
  const amount = Number(count)
  const isRight = Number.isInteger(amount) && amount >= 1 && amount <= 500
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('work.sample')}</Button>
      <Dialog
        title={t('work.sample')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        footer={
          <>
            <Button onPress={() => setOpen(false)}>{t('ui.cancel')}</Button>
            <Button
              variant="primary"
              isPending={draw.isPending}
              isDisabled={!isRight}
              onPress={() =>
                draw.mutate(
                  { path: '/tasks/sample', body: { count: amount, ...(region && { region }) } },
                  { onSuccess: () => setOpen(false) },
                )
              }
            >
              {t('work.sample')}
            </Button>
          </>
        }
      >
        {draw.error && (
          <ProblemSummary code={problemOf(draw.error).code} params={problemOf(draw.error).params} />
        )}
        <TextField
          label={t('work.sampleCount')}
          hint={t('work.sampleHow')}
          inputMode="numeric"
          value={count}
          onChange={setCount}
        />
      </Dialog>
    </>
  )
}
