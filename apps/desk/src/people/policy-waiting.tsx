import { type AccountPolicy, isRole, passwordPolicies, roles } from '@zhucan/catalogue'
import { useFormat, useT } from '@zhucan/ui'
import { useMay } from '../app/session.ts'
import { WaitingPanel } from '../proposals/waiting-panel.tsx'

/** Rules for log-ins that wait for a second person, each with what would be otherwise. */
export function PolicyWaiting({ present }: { present: AccountPolicy }) {
  const mayAgree = useMay('account-policy.confirm')
  return (
    <WaitingPanel<AccountPolicy>
      kind="account-policy"
      mayAgree={mayAgree}
      show={(wish) => <Changes from={present} to={wish} />}
    />
  )
}

function Changes({ from, to }: { from: AccountPolicy; to: AccountPolicy }) {
  const t = useT()
  const before = useRules(from)
  const after = useRules(to)
  const changed = after.filter(([rule, value]) => before.find(([one]) => one === rule)?.[1] !== value)
  const gone = before.filter(([rule]) => !after.some(([one]) => one === rule))
  const asAll = gone.map(([rule]) => [rule, t('policy.asAll')] as const)
  return (
    <ul>
      {[...changed, ...asAll].map(([rule, value]) => (
        <li key={rule}>
          {t('proposals.becomes', {
            what: rule,
            before: before.find(([one]) => one === rule)?.[1] ?? t('policy.asAll'),
            after: value,
          })}
        </li>
      ))}
    </ul>
  )
}

/** The rules as lines of words. */
function useRules(policy: AccountPolicy): (readonly [string, string])[] {
  const t = useT()
  const format = useFormat()
  const byRole = Object.entries(policy.secondFactorByRole).flatMap(([role, demand]) =>
    isRole(role) && demand
      ? [[`${t('policy.factor')} ${format.label(roles[role].label)}`, t(`policy.factor.${demand}`)] as const]
      : [],
  )
  return [
    [t('policy.password'), format.label(passwordPolicies[policy.password].label)],
    [t('policy.factor'), t(`policy.factor.${policy.secondFactor}`)],
    [t('policy.graceDays'), format.number(policy.graceDays)],
    [t('policy.idleMinutes'), format.number(policy.idleMinutes)],
    [t('policy.lifeHours'), format.number(policy.lifeHours)],
    ...byRole,
  ]
}
