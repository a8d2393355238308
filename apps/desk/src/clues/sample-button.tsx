import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Dialog, ProblemSummary, RunIcon, TextField, useNotify, useT } from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { useMay, useMe } from '../app/session.ts'
import { refreshClues } from './clue-work.queries.ts'
import type { CluesSearch } from './clues.address.ts'
import { clueCountsQuery, filterOf } from './clues.queries.ts'

const usual = '10'

/** The county draws some of the answered clues for a second look; there while there is something to draw from. */
export function SampleButton({ search }: { search: CluesSearch }) {
  const t = useT()
  const may = useMay('clue.sample')
  const isCounty = useMe().reach.every(({ level }) => level <= 3)
  const [isOpen, setOpen] = useState(false)
  const { mine: _mine, ...others } = filterOf(search)
  const filter = { ...others, state: 'answered', holder: 3 }
  const { data } = useQuery({ ...clueCountsQuery(filter), enabled: may && isCounty })
  if (!data?.total) return null
  return (
    <>
      <Button icon={<RunIcon />} onPress={() => setOpen(true)}>
        {t('clues.sample')}
      </Button>
      <Dialog title={t('clues.sampleTitle')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <SampleForm filter={filter} total={data.total} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function SampleForm(props: { filter: object; total: number; onDone: () => void }) {
  const t = useT()
  const queries = useQueryClient()
  const notify = useNotify()
  const [rate, setRate] = useState(usual)
  const [isTried, setTried] = useState(false)
  const isWrong = !/^\d{1,3}$/.test(rate) || Number(rate) < 1 || Number(rate) > 100
  const draw = useMutation({
    mutationFn: () =>
      post<{ drawn: number; population: number }>('/api/v1/clues/sample', {
        filter: props.filter,
        rate: Number(rate),
      }),
    onSuccess: async ({ drawn, population }) => {
      notify({ kind: 'good', text: t('clues.drawn', { drawn, population }) })
      props.onDone()
      await refreshClues(queries)
    },
  })
  return (
    <form
      className="desk-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (!isWrong) draw.mutate()
      }}
    >
      <p>{t('clues.sampleNote', { count: props.total })}</p>
      {draw.error && <ProblemSummary {...problemOf(draw.error)} />}
      <TextField
        label={t('clues.rate')}
        inputMode="numeric"
        value={rate}
        onChange={setRate}
        error={isTried && isWrong ? t('clues.rateWrong') : undefined}
      />
      <div className="desk-row">
        <Button type="submit" variant="primary" isPending={draw.isPending}>
          {t('clues.drawNow')}
        </Button>
      </div>
    </form>
  )
}
