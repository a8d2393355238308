import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Button, Disclosure, Link, ProblemSummary, Select, TextField, useT, WarningIcon } from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { glassPurposes } from './oversight.queries.ts'

interface Answer {
  readonly outcome: 'granted' | 'own-area' | 'nobody'
  readonly id: string | null
  readonly personId: string | null
}

/** Asks for one person outside the area; what it means is said before. */
export function GlassRequest() {
  const t = useT()
  const router = useRouter()
  const queries = useQueryClient()
  const [number, setNumber] = useState('')
  const [purpose, setPurpose] = useState<(typeof glassPurposes)[number]>('emergency')
  const [reason, setReason] = useState('')
  const ask = useMutation({
    mutationFn: () => post<Answer>('/api/v1/break-glass', { number, purpose, reason }),
    onSuccess: async ({ outcome, id }) => {
      await queries.invalidateQueries({ queryKey: ['glass'] })
      if (outcome === 'granted') router.history.push(`/break-glass/${id}`)
    },
  })
  return (
    <Disclosure title={t('glass.ask')}>
      <form
        className="glass-form"
        onSubmit={(event) => {
          event.preventDefault()
          ask.mutate()
        }}
      >
        <p className="glass-warning">
          <WarningIcon />
          <span>{t('glass.warning')}</span>
        </p>
        {ask.error && <ProblemSummary {...problemOf(ask.error)} />}
        <TextField
          label={t('glass.number')}
          value={number}
          onChange={setNumber}
          autoComplete="off"
          isRequired
          maxLength={60}
        />
        <Select
          label={t('glass.purpose')}
          value={purpose}
          onChange={(value) => setPurpose(glassPurposes.find((one) => one === value) ?? 'emergency')}
          options={glassPurposes.map((value) => ({ value, label: t(`glass.purpose.${value}`) }))}
        />
        <TextField
          label={t('glass.reason')}
          hint={t('glass.reasonHint')}
          value={reason}
          onChange={setReason}
          rows={3}
          isRequired
          maxLength={500}
        />
        <div className="desk-row">
          <Button type="submit" variant="primary" isPending={ask.isPending}>
            {t('glass.submit')}
          </Button>
        </div>
        <div role="status">{ask.data && <Outcome {...ask.data} />}</div>
      </form>
    </Disclosure>
  )
}

function Outcome({ outcome, personId }: Answer) {
  const t = useT()
  if (outcome === 'nobody') return <p>{t('glass.nobody')}</p>
  if (outcome === 'granted') return null
  return (
    <p>
      {t('glass.ownArea')} <Link href={`/persons/${personId}`}>{t('glass.openFile')}</Link>
    </p>
  )
}
