import { useQuery } from '@tanstack/react-query'
import { isPlainDate } from '@zhucan/kernel'
import {
  Button,
  Dialog,
  ErrorSummary,
  type FieldFault,
  ProblemSummary,
  SearchField,
  Select,
  TextField,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { useMe } from '../app/session.ts'
import { type PersonPage, pageSize, peopleQuery, usePeopleAct } from './people.queries.ts'
import { isReason, ReasonField } from './reason-field.tsx'

const dayId = 'leave-day'
const reasonId = 'leave-reason'

/** Somebody leaves: from which day on, why, and who takes over what they hold. */
export function LeaveDialog(props: { person: PersonPage; isOpen: boolean; onClose: () => void }) {
  const t = useT()
  return (
    <Dialog
      title={t('people.leaveTitle', { name: props.person.name })}
      isOpen={props.isOpen}
      onClose={props.onClose}
    >
      <LeaveForm person={props.person} onDone={props.onClose} />
    </Dialog>
  )
}

function LeaveForm({ person, onDone }: { person: PersonPage; onDone: () => void }) {
  const t = useT()
  const me = useMe()
  const [values, setValues] = useState({
    day: me.day as string,
    reason: '',
    successor: null as string | null,
  })
  const [faults, setFaults] = useState<FieldFault[]>([])
  const leave = usePeopleAct(
    (_: undefined) =>
      post<{ given: Record<string, number> }>(`/api/v1/users/${person.id}/leave`, {
        lastDay: values.day.trim(),
        reason: values.reason.trim(),
        ...(values.successor !== null && { successor: values.successor }),
      }),
    ({ given }) => t('people.left', { count: Object.values(given).reduce((sum, count) => sum + count, 0) }),
  )
  const submit = () => {
    leave.reset()
    const found = [
      ...(isPlainDate(values.day.trim()) ? [] : [{ controlId: dayId, text: t('people.dayWrong') }]),
      ...(isReason(values.reason) ? [] : [{ controlId: reasonId, text: t('people.reasonMissing') }]),
    ]
    setFaults(found)
    if (found.length === 0) leave.mutate(undefined, { onSuccess: onDone })
  }
  const faultOf = (id: string) => faults.find(({ controlId }) => controlId === id)?.text
  return (
    <form
      className="desk-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <p>{t('people.leaveNote')}</p>
      {faults.length > 0 && <ErrorSummary what={t('signIn.faults')} fields={faults} />}
      {leave.error && <ProblemSummary {...problemOf(leave.error)} />}
      <Holdings person={person} />
      <Successor
        leaver={person.id}
        value={values.successor}
        onChange={(successor) => setValues({ ...values, successor })}
      />
      <TextField
        id={dayId}
        label={t('people.lastDay')}
        hint={t('people.dayHint')}
        inputMode="numeric"
        value={values.day}
        onChange={(day) => setValues({ ...values, day })}
        error={faultOf(dayId)}
      />
      <ReasonField
        id={reasonId}
        value={values.reason}
        onChange={(reason) => setValues({ ...values, reason })}
        error={faultOf(reasonId)}
      />
      <div className="desk-row">
        <Button type="submit" variant="danger" isPending={leave.isPending}>
          {t('people.leaveConfirm')}
        </Button>
      </div>
    </form>
  )
}

const nobody = 'nobody'

/** Who takes over: everybody in office; a search stands above where they are more than one page. */
function Successor(props: {
  leaver: string
  value: string | null
  onChange: (value: string | null) => void
}) {
  const t = useT()
  const [text, setText] = useState('')
  const [sought, setSought] = useState('')
  const { data } = useQuery(peopleQuery({ state: 'active', text: sought || undefined }))
  const isLong = sought !== '' || (data?.total ?? 0) > pageSize
  const options = (data?.rows ?? [])
    .filter(({ id }) => id !== props.leaver)
    .map(({ id, name, organisation }) => ({ value: id, label: name, note: organisation }))
  return (
    <>
      {isLong && (
        <SearchField label={t('people.search')} value={text} onChange={setText} onSubmit={setSought} />
      )}
      <Select
        label={t('people.successor')}
        value={props.value ?? nobody}
        onChange={(value) => props.onChange(value === nobody ? null : value)}
        options={[{ value: nobody, label: t('people.nobodyYet') }, ...options]}
      />
    </>
  )
}

function Holdings({ person }: { person: PersonPage }) {
  const t = useT()
  const held = person.holdings.filter(({ count }) => count > 0)
  return (
    <div>
      <strong>{t('people.holds')}</strong>
      {held.length === 0 ? (
        <p className="desk-quiet">{t('people.holdsNothing')}</p>
      ) : (
        <ul>
          {held.map(({ kind, count }) => (
            <li key={kind}>{t(`people.holding.${kind}`, { count })}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
