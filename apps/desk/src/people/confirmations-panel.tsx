import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Label } from '@zhucan/kernel'
import { Button, Dialog, ErrorSummary, Panel, ProblemSummary, State, useFormat, useT } from '@zhucan/ui'
import { useState } from 'react'
import { get, post, problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { useConfirmed } from '../sign-in/use-confirmed.tsx'
import { usePeopleAct } from './people.queries.ts'
import { isReason, ReasonField } from './reason-field.tsx'
import { useTerm } from './use-term.ts'

/** What the system officer has prepared and waits for a second person. */
interface Waiting {
  readonly id: string
  readonly kind: 'invitation' | 'office' | 'password-link'
  readonly name: string | null
  readonly username: string | null
  readonly roleLabel: Label | null
  readonly organisation: string | null
  readonly fromDay: string | null
  readonly untilDay: string | null
  readonly reason: string | null
  readonly isProlonging: boolean
  readonly madeBy: string | null
  readonly madeAt: string
}

const confirmationsQuery = queryOptions({
  queryKey: ['people', 'confirmations'],
  queryFn: ({ signal }) => get<Waiting[]>('/api/v1/confirmations', signal),
  staleTime: 0,
})

interface Told {
  readonly name: string
  readonly code: string
}

/** New accounts, offices and password links to be confirmed by the security officer, who has asked whether the person is real. */
export function ConfirmationsPanel() {
  const t = useT()
  const waiting = useQuery(confirmationsQuery)
  const [told, setTold] = useState<Told>()
  const [refused, setRefused] = useState<Waiting>()
  return (
    <Panel title={t('people.confirmations')} note={t('people.confirmationsNote')}>
      <QueryView query={waiting}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="desk-quiet">{t('people.nothingToConfirm')}</p>
          ) : (
            <ul className="people-list">
              {rows.map((row) => (
                <Line key={row.id} waiting={row} onTold={setTold} onRefuse={setRefused} />
              ))}
            </ul>
          )
        }
      </QueryView>
      <CodeDialog told={told} onClose={() => setTold(undefined)} />
      <RefuseDialog waiting={refused} onClose={() => setRefused(undefined)} />
    </Panel>
  )
}

function Line(props: {
  waiting: Waiting
  onTold: (told: Told) => void
  onRefuse: (waiting: Waiting) => void
}) {
  const t = useT()
  const format = useFormat()
  const term = useTerm()
  const { confirmed, window } = useConfirmed()
  const {
    id,
    kind,
    isProlonging,
    name,
    username,
    roleLabel,
    organisation,
    fromDay,
    untilDay,
    reason,
    madeBy,
    madeAt,
  } = props.waiting
  const called = name ?? username ?? ''
  const accept = usePeopleAct(
    async (_: undefined) => {
      const answer = await confirmed(() =>
        post<{ code: string | null }>(`/api/v1/confirmations/${id}`, { accept: true }),
      )
      // Told here: once the list is read anew this line is gone, and what it would do afterwards with it.
      if (answer.code) props.onTold({ name: called, code: answer.code })
      return answer
    },
    () => t('people.confirmed', { name: called }),
  )
  const words = [roleLabel && format.label(roleLabel), organisation, username].filter(Boolean).join(' · ')
  return (
    <li>
      <div>
        <State kind="notice">{t(isProlonging ? 'people.confirm.longer' : `people.confirm.${kind}`)}</State>{' '}
        <strong>{called}</strong>
        <p>{words}</p>
        <p className="desk-quiet desk-small">
          {fromDay && `${term({ fromDay, untilDay })} · `}
          {t('people.preparedBy', { name: madeBy ?? '', moment: format.moment(madeAt) })}
          {reason && ` · ${reason}`}
        </p>
        {accept.error && <ProblemSummary {...problemOf(accept.error)} />}
      </div>
      <div className="desk-row">
        <Button
          aria-label={t('people.confirmNamed', { name: called })}
          isPending={accept.isPending}
          onPress={() => accept.mutate(undefined)}
        >
          {t('people.confirm')}
        </Button>
        <Button
          variant="quiet"
          aria-label={t('people.refuseNamed', { name: called })}
          onPress={() => props.onRefuse(props.waiting)}
        >
          {t('people.refuse')}
        </Button>
      </div>
      {window}
    </li>
  )
}

function CodeDialog({ told, onClose }: { told: Told | undefined; onClose: () => void }) {
  const t = useT()
  return (
    <Dialog title={t('people.codeTitle')} isOpen={told !== undefined} onClose={onClose}>
      {told && (
        <div className="desk-stack">
          <p>{t('people.codeNote', { name: told.name })}</p>
          <p className="people-code">
            <code>{told.code}</code>
          </p>
        </div>
      )}
    </Dialog>
  )
}

const reasonId = 'refuse-reason'

function RefuseDialog({ waiting, onClose }: { waiting: Waiting | undefined; onClose: () => void }) {
  const t = useT()
  return (
    <Dialog title={t('people.refuseTitle')} isOpen={waiting !== undefined} onClose={onClose}>
      {waiting && <RefuseForm waiting={waiting} onDone={onClose} />}
    </Dialog>
  )
}

function RefuseForm({ waiting, onDone }: { waiting: Waiting; onDone: () => void }) {
  const t = useT()
  const { confirmed, window } = useConfirmed()
  const [reason, setReason] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const refuse = usePeopleAct(
    (_: undefined) =>
      confirmed(() => post(`/api/v1/confirmations/${waiting.id}`, { accept: false, reason: reason.trim() })),
    () => t('people.refused', { name: waiting.name ?? '' }),
  )
  const fault = isFaulty ? t('people.reasonMissing') : undefined
  return (
    <form
      className="desk-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setFaulty(!isReason(reason))
        if (isReason(reason)) refuse.mutate(undefined, { onSuccess: onDone })
      }}
    >
      {fault && <ErrorSummary what={t('signIn.faults')} fields={[{ controlId: reasonId, text: fault }]} />}
      {refuse.error && <ProblemSummary {...problemOf(refuse.error)} />}
      <ReasonField id={reasonId} value={reason} onChange={setReason} error={fault} />
      <div className="desk-row">
        <Button type="submit" variant="danger" isPending={refuse.isPending}>
          {t('people.refuse')}
        </Button>
      </div>
      {window}
    </form>
  )
}
