import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  Button,
  ErrorSummary,
  type FieldFault,
  ProblemSummary,
  Select,
  TextField,
  useNotify,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { ApiProblem, post, problemOf } from '../app/http.ts'
import { useMe } from '../app/session.ts'
import { type ErasureBasis, erasureBases } from './erasures.queries.ts'

function useEraseForm(person: string | undefined) {
  const t = useT()
  const me = useMe()
  const notify = useNotify()
  const queries = useQueryClient()
  const [number, setNumber] = useState('')
  const [basis, setBasis] = useState<ErasureBasis>('withdrawn-consent')
  const [askedOn, setAskedOn] = useState(me.day)
  const [reason, setReason] = useState('')
  const [faults, setFaults] = useState<FieldFault[]>([])
  const enter = useMutation({
    mutationFn: async () => {
      const personId = person ?? (await findByNumber(number))
      return post('/api/v1/erasures', { personId, basis, askedOn, reason: reason.trim() })
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['erasures'] })
      setNumber('')
      setReason('')
      notify({ kind: 'good', text: t('erasure.entered') })
    },
  })
  const submit = () => {
    enter.reset()
    const found = [
      ...(person === undefined && number.trim() === ''
        ? [{ controlId: 'erase-number', text: t('erasure.numberMissing') }]
        : []),
      ...(reason.trim().length < 10 ? [{ controlId: 'erase-reason', text: t('erasure.reasonShort') }] : []),
    ]
    setFaults(found)
    if (found.length === 0) enter.mutate()
  }
  const faultOf = (id: string) => faults.find(({ controlId }) => controlId === id)?.text
  const fields = { number, setNumber, basis, setBasis, askedOn, setAskedOn, reason, setReason }
  return { ...fields, faults, faultOf, enter, submit }
}

/** Enters a request: whom by number, or by the file one came from; why, when asked, how the identity was checked. */
export function EraseForm({ person }: { person: string | undefined }) {
  const t = useT()
  const { faults, faultOf, enter, submit, ...fields } = useEraseForm(person)
  const { number, setNumber, basis, setBasis, askedOn, setAskedOn, reason, setReason } = fields
  return (
    <form
      className="erasure-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {faults.length > 0 && <ErrorSummary what={t('signIn.faults')} fields={faults} />}
      {enter.error && <ProblemSummary {...problemOf(enter.error)} />}
      {person === undefined ? (
        <TextField
          id="erase-number"
          label={t('erasure.number')}
          hint={t('erasure.numberHint')}
          autoComplete="off"
          value={number}
          onChange={setNumber}
          error={faultOf('erase-number')}
        />
      ) : (
        <p>{t('erasure.ofFile')}</p>
      )}
      <div className="erasure-fields">
        <Select
          label={t('erasure.basis')}
          value={basis}
          onChange={(value) => setBasis(erasureBases.find((one) => one === value) ?? basis)}
          options={erasureBases.map((value) => ({ value, label: t(`erasure.basis.${value}`) }))}
        />
        <TextField type="date" label={t('erasure.askedOn')} value={askedOn} onChange={setAskedOn} />
      </div>
      <TextField
        id="erase-reason"
        label={t('erasure.reason')}
        hint={t('erasure.reasonHint')}
        rows={3}
        maxLength={500}
        value={reason}
        onChange={setReason}
        error={faultOf('erase-reason')}
      />
      <div className="desk-row">
        <Button type="submit" variant="primary" isPending={enter.isPending}>
          {t('erasure.submit')}
        </Button>
      </div>
    </form>
  )
}

async function findByNumber(number: string): Promise<string> {
  const { ids } = await post<{ ids: string[] }>('/api/v1/persons/find-by-number', { number })
  if (!ids[0]) throw new ApiProblem('request.not-found', 404)
  return ids[0]
}
