import { Button, Dialog, ProblemSummary, RadioGroup, TextField, useT } from '@zhucan/ui'
import { useState } from 'react'
import { problemOf } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import { useWorkPost } from './work.queries.ts'

const colours = ['blue', 'orange', 'red'] as const

/** Reminds of everything the office gave, from a colour on, with one word for all. */
export function RemindButton({ region }: { region: string | undefined }) {
  const t = useT()
  const mayRemind = useMay('supervision.remind')
  const [isOpen, setOpen] = useState(false)
  const [from, setFrom] = useState<string>('orange')
  const [note, setNote] = useState('')
  const remind = useWorkPost<{ targets: number; tasks: number }>((done) => t('work.remindedAll', done))
  if (!mayRemind) return null
  const body = { from, ...(region && { region }), ...(note.trim() && { note: note.trim() }) }
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('work.remindAll')}</Button>
      <Dialog
        title={t('work.remindAll')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        footer={
          <>
            <Button onPress={() => setOpen(false)}>{t('ui.cancel')}</Button>
            <Button
              variant="primary"
              isPending={remind.isPending}
              onPress={() =>
                remind.mutate({ path: '/supervision/remind', body }, { onSuccess: () => setOpen(false) })
              }
            >
              {t('work.remindAll')}
            </Button>
          </>
        }
      >
        {remind.error && (
          <ProblemSummary code={problemOf(remind.error).code} params={problemOf(remind.error).params} />
        )}
        <RadioGroup
          label={t('work.remindFrom')}
          value={from}
          onChange={setFrom}
          options={colours.map((value) => ({ value, label: t(`work.remindFrom.${value}`) }))}
        />
        <TextField label={t('work.note')} optional rows={2} maxLength={500} value={note} onChange={setNote} />
      </Dialog>
    </>
  )
}
