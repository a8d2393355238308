import {
  Button,
  Dialog,
  ErrorSummary,
  FactList,
  Panel,
  ProblemSummary,
  State,
  useFormat,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { useMay, useMe } from '../app/session.ts'
import { useConfirmed } from '../sign-in/use-confirmed.tsx'
import { type PersonPage, usePeopleAct } from './people.queries.ts'
import { isReason, ReasonField } from './reason-field.tsx'

const acts = {
  unlock: { word: 'people.unlock', done: 'people.unlockDone' },
  'end-sessions': { word: 'people.endSessions', done: 'people.endSessionsDone' },
  'reset-factors': { word: 'people.resetFactors', done: 'people.resetFactorsDone' },
} as const
type Act = keyof typeof acts

/** How somebody's log-in stands, and what the security officer may do about it. */
export function SecurityActs({ person }: { person: PersonPage }) {
  const t = useT()
  const format = useFormat()
  const me = useMe()
  const maySecure = useMay('user.secure')
  const [act, setAct] = useState<Act>()
  const isOther = me.user.id !== person.id
  const offered: Act[] = [
    ...(person.lockedUntil ? (['unlock'] as const) : []),
    ...(person.sessions.length > 0 && isOther ? (['end-sessions'] as const) : []),
    ...(person.factors.length > 0 && isOther ? (['reset-factors'] as const) : []),
  ]
  return (
    <Panel title={t('people.security')}>
      <div className="desk-stack">
        <FactList
          facts={[
            {
              label: t('people.factor'),
              value:
                person.factors.length === 0
                  ? t('people.factor.no')
                  : person.factors.map(({ kind }) => t(`security.way.${kind}`)).join(', '),
            },
            {
              label: t('security.sessions'),
              value: t('people.sessionsCount', { count: person.sessions.length }),
            },
            { label: t('security.knownDevices'), value: t('people.devicesCount', { count: person.devices }) },
            {
              label: t('people.state'),
              value: person.lockedUntil ? (
                <State kind="warning">
                  {t('people.locked', { until: format.moment(person.lockedUntil) })}
                </State>
              ) : (
                t('people.unlocked')
              ),
            },
          ]}
        />
        {maySecure && offered.length > 0 && (
          <div className="desk-row">
            {offered.map((one) => (
              <Button key={one} onPress={() => setAct(one)}>
                {t(acts[one].word)}
              </Button>
            ))}
          </div>
        )}
      </div>
      <Dialog
        title={t(acts[act ?? 'unlock'].word)}
        isOpen={act !== undefined}
        onClose={() => setAct(undefined)}
      >
        {act && <ActForm act={act} person={person} onDone={() => setAct(undefined)} />}
      </Dialog>
    </Panel>
  )
}

const reasonId = 'secure-reason'

function ActForm(props: { act: Act; person: PersonPage; onDone: () => void }) {
  const t = useT()
  const { act, person } = props
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<string>()
  const { confirmed, window } = useConfirmed()
  const run = usePeopleAct(
    (_: undefined) => confirmed(() => post(`/api/v1/users/${person.id}/${act}`, { reason: reason.trim() })),
    () => t(acts[act].done),
  )
  const submit = () => {
    run.reset()
    const isGood = isReason(reason)
    setFault(isGood ? undefined : t('people.reasonMissing'))
    if (isGood) run.mutate(undefined, { onSuccess: props.onDone })
  }
  return (
    <>
      <form
        className="desk-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <p>{t('people.secureNote')}</p>
        {fault && <ErrorSummary what={t('signIn.faults')} fields={[{ controlId: reasonId, text: fault }]} />}
        {run.error && <ProblemSummary {...problemOf(run.error)} />}
        <ReasonField id={reasonId} value={reason} onChange={setReason} error={fault} />
        <div className="desk-row">
          <Button type="submit" variant="primary" isPending={run.isPending}>
            {t(acts[act].word)}
          </Button>
        </div>
      </form>
      {window}
    </>
  )
}
