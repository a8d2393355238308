import { isPlainDate } from '@zhucan/kernel'
import {
  Button,
  Dialog,
  ErrorSummary,
  type FieldFault,
  Panel,
  ProblemSummary,
  State,
  TextField,
  useFormat,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { usePlaceName } from '../app/place-name.tsx'
import { useMe } from '../app/session.ts'
import { emptyOffice, OfficeFields, officeBody, useOfficeFaults } from './office-form.tsx'
import { type Office, type PersonPage, usePeopleAct } from './people.queries.ts'
import { isReason, ReasonField } from './reason-field.tsx'
import { useTerm } from './use-term.ts'

const reasonId = 'office-reason'
const dayId = 'office-end'

/** The offices of somebody, those that hold, those to come and those that are over, each with who gave it and why. */
export function OfficesPanel({ person, mayChange }: { person: PersonPage; mayChange: boolean }) {
  const t = useT()
  const [isAppointing, setAppointing] = useState(false)
  const [changing, setChanging] = useState<Office>()
  return (
    <Panel
      title={t('people.offices')}
      actions={mayChange && <Button onPress={() => setAppointing(true)}>{t('people.appoint')}</Button>}
    >
      {person.appointments.length === 0 && <p className="desk-quiet">{t('people.noOffices')}</p>}
      <ul className="people-list">
        {person.appointments.map((office) => (
          <OfficeLine
            key={office.id}
            office={office}
            onChange={mayChange ? () => setChanging(office) : undefined}
          />
        ))}
      </ul>
      <Dialog title={t('people.appoint')} isOpen={isAppointing} onClose={() => setAppointing(false)}>
        <AppointForm person={person} onDone={() => setAppointing(false)} />
      </Dialog>
      <ChangeDialog office={changing} onClose={() => setChanging(undefined)} />
    </Panel>
  )
}

function OfficeLine({ office, onChange }: { office: Office; onChange: (() => void) | undefined }) {
  const t = useT()
  const format = useFormat()
  const me = useMe()
  const term = useTerm()
  const isOver = office.untilDay !== null && office.untilDay <= me.day
  return (
    <li>
      <div>
        <strong>{format.label(office.roleLabel)}</strong> {office.organisation}{' '}
        {office.isInForce && <State kind="good">{t('people.inForce')}</State>}
        <p className="desk-quiet desk-small">{term(office)}</p>
        {office.isNarrowed && office.reach[0] && <Area code={office.reach[0].lo} />}
        {office.madeBy && office.reason && (
          <p className="desk-quiet desk-small">
            {t('people.madeBy', { name: office.madeBy, reason: office.reason })}
          </p>
        )}
        {office.endedBy && office.endReason && (
          <p className="desk-quiet desk-small">
            {t('people.endedBy', { name: office.endedBy, reason: office.endReason })}
          </p>
        )}
      </div>
      {onChange && !isOver && (
        <Button
          aria-label={t('people.changeEndOf', { role: format.label(office.roleLabel) })}
          onPress={onChange}
        >
          {t('people.changeEnd')}
        </Button>
      )}
    </li>
  )
}

function Area({ code }: { code: string }) {
  const t = useT()
  return <p className="desk-quiet desk-small">{t('people.area', { place: usePlaceName(code) })}</p>
}

function AppointForm({ person, onDone }: { person: PersonPage; onDone: () => void }) {
  const t = useT()
  const me = useMe()
  const [office, setOffice] = useState(() => emptyOffice(me.day))
  const [reason, setReason] = useState('')
  const [faults, setFaults] = useState<FieldFault[]>([])
  const findFaults = useOfficeFaults()
  const appoint = usePeopleAct(
    (_: undefined) =>
      post(`/api/v1/users/${person.id}/appointments`, { ...officeBody(office), reason: reason.trim() }),
    () => t('people.appointed'),
  )
  const submit = () => {
    appoint.reset()
    const found = [
      ...findFaults(office),
      ...(isReason(reason) ? [] : [{ controlId: reasonId, text: t('people.reasonMissing') }]),
    ]
    setFaults(found)
    if (found.length === 0) appoint.mutate(undefined, { onSuccess: onDone })
  }
  return (
    <form
      className="desk-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {faults.length > 0 && <ErrorSummary what={t('signIn.faults')} fields={faults} />}
      {appoint.error && <ProblemSummary {...problemOf(appoint.error)} />}
      <OfficeFields values={office} onChange={setOffice} faults={faults} />
      <ReasonField
        id={reasonId}
        value={reason}
        onChange={setReason}
        error={faults.find(({ controlId }) => controlId === reasonId)?.text}
      />
      <div className="desk-row">
        <Button type="submit" variant="primary" isPending={appoint.isPending}>
          {t('people.appoint')}
        </Button>
      </div>
    </form>
  )
}

function ChangeDialog({ office, onClose }: { office: Office | undefined; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  return (
    <Dialog
      title={t('people.changeEndOf', { role: office ? format.label(office.roleLabel) : '' })}
      isOpen={office !== undefined}
      onClose={onClose}
    >
      {office && <ChangeForm office={office} onDone={onClose} />}
    </Dialog>
  )
}

function ChangeForm({ office, onDone }: { office: Office; onDone: () => void }) {
  const t = useT()
  const me = useMe()
  const [day, setDay] = useState(office.untilDay ?? '')
  const [reason, setReason] = useState('')
  const [faults, setFaults] = useState<FieldFault[]>([])
  const change = usePeopleAct(
    (_: undefined) =>
      post<{ waits: boolean }>(
        `/api/v1/appointments/${office.id}/end`,
        { untilDay: day.trim() === '' ? null : day.trim(), reason: reason.trim() },
        'PUT',
      ),
    ({ waits }) => t(waits ? 'people.changeWaits' : 'people.changed'),
  )
  const submit = () => {
    change.reset()
    const found = [
      ...(day.trim() === '' || isPlainDate(day.trim())
        ? []
        : [{ controlId: dayId, text: t('people.dayWrong') }]),
      ...(isReason(reason) ? [] : [{ controlId: reasonId, text: t('people.reasonMissing') }]),
    ]
    setFaults(found)
    if (found.length === 0) change.mutate(undefined, { onSuccess: onDone })
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
      {faults.length > 0 && <ErrorSummary what={t('signIn.faults')} fields={faults} />}
      {change.error && <ProblemSummary {...problemOf(change.error)} />}
      <TextField
        id={dayId}
        label={t('people.untilDay')}
        hint={t('people.untilHint')}
        inputMode="numeric"
        value={day}
        onChange={setDay}
        error={faultOf(dayId)}
      />
      <div className="desk-row">
        <Button variant="quiet" onPress={() => setDay(me.day)}>
          {t('people.endToday')}
        </Button>
        <Button variant="quiet" onPress={() => setDay('')}>
          {t('people.noEnd')}
        </Button>
      </div>
      <ReasonField id={reasonId} value={reason} onChange={setReason} error={faultOf(reasonId)} />
      <div className="desk-row">
        <Button type="submit" variant="primary" isPending={change.isPending}>
          {t('people.save')}
        </Button>
      </div>
    </form>
  )
}
