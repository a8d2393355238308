import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { type AccountPolicy, accountLimits, passwordPolicies, type Role, roles } from '@zhucan/catalogue'
import {
  Button,
  Disclosure,
  ErrorSummary,
  type FieldFault,
  PageHeader,
  Panel,
  ProblemSummary,
  RadioGroup,
  Select,
  TextField,
  useFormat,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { get, post, problemOf } from '../app/http.ts'
import { PageView } from '../app/query-view.tsx'
import { useConfirmed } from '../sign-in/use-confirmed.tsx'
import { usePeopleAct } from './people.queries.ts'
import { PolicyWaiting } from './policy-waiting.tsx'
import { isReason, ReasonField } from './reason-field.tsx'
import './people.css'

interface PolicyAnswer {
  readonly policy: AccountPolicy
  /** Only the top organisation's officer may: the rules hold for the whole installation. */
  readonly mayChange: boolean
  readonly history: readonly {
    id: string
    changedAt: string
    changedBy: string | null
    confirmedBy: string | null
    reason: string
  }[]
}

const policyQuery = queryOptions({
  queryKey: ['people', 'policy'],
  queryFn: ({ signal }) => get<PolicyAnswer>('/api/v1/account-policy', signal),
})

/** The rules for log-ins: read by the officers, changed by the security officer. */
export function PolicyPage() {
  const t = useT()
  const policy = useQuery(policyQuery)
  return (
    <PageView query={policy}>
      {(answer) => (
        <>
          <PageHeader
            title={t('policy.title')}
            below={t(answer.mayChange ? 'policy.note' : 'policy.readOnly')}
          />
          <div className="desk-columns">
            <PolicyForm
              key={answer.history[0]?.id ?? 'first'}
              policy={answer.policy}
              mayChange={answer.mayChange}
            />
            <div className="desk-stack">
              <PolicyWaiting present={answer.policy} />
              <Panel title={t('policy.lock')}>
                <p>{t('policy.lockNote')}</p>
              </Panel>
              <HistoryPanel history={answer.history} />
            </div>
          </div>
        </>
      )}
    </PageView>
  )
}

function HistoryPanel({ history }: Pick<PolicyAnswer, 'history'>) {
  const t = useT()
  const format = useFormat()
  return (
    <Panel title={t('policy.history')}>
      {history.length === 0 && <p className="desk-quiet">{t('policy.noHistory')}</p>}
      <ul className="people-list">
        {history.map(({ id, changedAt, changedBy, confirmedBy, reason }) => (
          <li key={id}>
            <div>
              <strong>{format.moment(changedAt)}</strong>
              <p className="desk-quiet desk-small">
                {confirmedBy
                  ? t('policy.changedByTwo', { name: changedBy ?? '', second: confirmedBy, reason })
                  : t('policy.changedBy', { name: changedBy ?? '', reason })}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const numbers = ['graceDays', 'idleMinutes', 'lifeHours'] as const
const reasonId = 'policy-reason'

function usePolicyForm(policy: AccountPolicy) {
  const t = useT()
  const queryClient = useQueryClient()
  const { confirmed, window } = useConfirmed()
  const [wish, setWish] = useState(policy)
  const [typed, setTyped] = useState(() =>
    Object.fromEntries(numbers.map((name) => [name, String(policy[name])])),
  )
  const [reason, setReason] = useState('')
  const [faults, setFaults] = useState<FieldFault[]>([])
  const save = usePeopleAct(
    (next: AccountPolicy) =>
      confirmed(() => post('/api/v1/account-policy', { ...next, reason: reason.trim() }, 'PUT')),
    () => t('policy.saved'),
  )
  const submit = () => {
    save.reset()
    const values = Object.fromEntries(numbers.map((name) => [name, Number(typed[name])]))
    const found = [
      ...numbers.flatMap((name) => {
        const { least, most } = accountLimits[name]
        const value = values[name] ?? Number.NaN
        return Number.isInteger(value) && value >= least && value <= most
          ? []
          : [{ controlId: `policy-${name}`, text: t('policy.number', { least, most }) }]
      }),
      ...(isReason(reason) ? [] : [{ controlId: reasonId, text: t('people.reasonMissing') }]),
    ]
    setFaults(found)
    if (found.length === 0)
      save.mutate(
        { ...wish, ...values },
        {
          onSuccess: () => {
            setReason('')
            void queryClient.invalidateQueries({ queryKey: ['proposals'] })
          },
        },
      )
  }
  return { wish, setWish, typed, setTyped, reason, setReason, faults, save, submit, window }
}

function PolicyForm({ policy, mayChange }: Pick<PolicyAnswer, 'policy' | 'mayChange'>) {
  const t = useT()
  const form = usePolicyForm(policy)
  const { wish, setWish, faults, save } = form
  const faultOf = (id: string) => faults.find(({ controlId }) => controlId === id)?.text
  const number = (name: (typeof numbers)[number]) => ({
    id: `policy-${name}`,
    label: t(`policy.${name}`),
    inputMode: 'numeric' as const,
    value: form.typed[name] ?? '',
    onChange: (value: string) => form.setTyped({ ...form.typed, [name]: value }),
    error: faultOf(`policy-${name}`),
    isReadOnly: !mayChange,
  })
  return (
    <form
      className="desk-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        form.submit()
      }}
    >
      {faults.length > 0 && <ErrorSummary what={t('signIn.faults')} fields={faults} />}
      {save.error && <ProblemSummary {...problemOf(save.error)} />}
      <PasswordChoice wish={wish} onChange={setWish} />
      <FactorChoice wish={wish} onChange={setWish} mayChange={mayChange}>
        <TextField {...number('graceDays')} hint={t('policy.graceHint')} />
      </FactorChoice>
      <Panel title={t('policy.session')}>
        <div className="people-days">
          <TextField {...number('idleMinutes')} />
          <TextField {...number('lifeHours')} />
        </div>
      </Panel>
      {mayChange && (
        <Panel title={t('policy.save')} hideTitle>
          <div className="desk-stack">
            <ReasonField
              id={reasonId}
              value={form.reason}
              onChange={form.setReason}
              error={faultOf(reasonId)}
            />
            <div className="desk-row">
              <Button type="submit" variant="primary" isPending={save.isPending}>
                {t('policy.save')}
              </Button>
            </div>
          </div>
        </Panel>
      )}
      {form.window}
    </form>
  )
}

interface ChoiceProps {
  wish: AccountPolicy
  onChange: (wish: AccountPolicy) => void
}

function PasswordChoice({ wish, onChange }: ChoiceProps) {
  const t = useT()
  const format = useFormat()
  const ids = Object.keys(passwordPolicies) as (keyof typeof passwordPolicies)[]
  return (
    <Panel title={t('policy.password')}>
      <RadioGroup
        label={t('policy.password')}
        hideLabel
        value={wish.password}
        onChange={(value) => onChange({ ...wish, password: ids.find((id) => id === value) ?? wish.password })}
        options={ids.map((id) => ({
          value: id,
          label: format.label(passwordPolicies[id].label),
          note: format.label(passwordPolicies[id].note),
        }))}
      />
    </Panel>
  )
}

const demands = ['required', 'optional'] as const
const asAll = 'as-all'

function FactorChoice(props: ChoiceProps & { mayChange: boolean; children: React.ReactNode }) {
  const t = useT()
  const format = useFormat()
  const { wish, onChange } = props
  const demandOf = (value: string) => demands.find((one) => one === value)
  const setRole = (role: Role, value: string) => {
    const { [role]: _before, ...others } = wish.secondFactorByRole
    const demand = demandOf(value)
    onChange({ ...wish, secondFactorByRole: demand ? { ...others, [role]: demand } : others })
  }
  const options = demands.map((value) => ({ value, label: t(`policy.factor.${value}`) }))
  return (
    <Panel title={t('policy.factor')}>
      <div className="desk-stack">
        <RadioGroup
          label={t('policy.factorAll')}
          look="bar"
          value={wish.secondFactor}
          onChange={(value) => onChange({ ...wish, secondFactor: demandOf(value) ?? wish.secondFactor })}
          options={options}
        />
        {props.children}
        <Disclosure
          title={t('policy.factorByRole')}
          isOpenAtFirst={Object.keys(wish.secondFactorByRole).length > 0}
        >
          <div className="people-roles">
            {(Object.keys(roles) as Role[]).map((role) => (
              <Select
                key={role}
                label={format.label(roles[role].label)}
                isDisabled={!props.mayChange}
                value={wish.secondFactorByRole[role] ?? asAll}
                onChange={(value) => setRole(role, value)}
                options={[{ value: asAll, label: t('policy.asAll') }, ...options]}
              />
            ))}
          </div>
        </Disclosure>
      </div>
    </Panel>
  )
}
