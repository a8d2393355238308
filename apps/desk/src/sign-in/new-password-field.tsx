import { brokenPasswordRules, type PasswordOwner, passwordPolicies, passwordRules } from '@zhucan/catalogue'
import { CheckIcon, NeutralIcon, PasswordField, useT } from '@zhucan/ui'

/** The policy of an id; the one that is easier to meet where the server speaks of one we do not know. */
export const policyOf = (id: string) =>
  passwordPolicies[Object.hasOwn(passwordPolicies, id) ? (id as keyof typeof passwordPolicies) : 'modern']

/** Whether a password meets everything that can be judged here. */
export const isGoodPassword = (policyId: string, password: string, owner: PasswordOwner): boolean =>
  brokenPasswordRules(policyOf(policyId), password, owner).length === 0

/** A new password with its rules beside it, each ticked off while one types. */
export function NewPasswordField(props: {
  id: string
  policy: string
  owner: PasswordOwner
  value: string
  onChange: (value: string) => void
  error?: string | undefined
}) {
  const t = useT()
  const policy = policyOf(props.policy)
  const broken = brokenPasswordRules(policy, props.value, props.owner)
  const stateOf = (rule: (typeof broken)[number]) => {
    if (rule === 'recent') return 'Later' as const
    return props.value !== '' && !broken.includes(rule) ? ('Met' as const) : ('Open' as const)
  }
  return (
    <div className="desk-stack sign-in-password">
      <PasswordField
        id={props.id}
        label={t('security.newPassword')}
        autoComplete="new-password"
        value={props.value}
        onChange={props.onChange}
        error={props.error}
      />
      <ul className="sign-in-rules" aria-label={t('security.rules')}>
        {passwordRules(policy).map((rule) => {
          const state = stateOf(rule)
          return (
            <li key={rule} data-state={state}>
              {state === 'Met' ? <CheckIcon aria-hidden="true" /> : <NeutralIcon aria-hidden="true" />}
              <span>
                {t(`security.rule.${rule}`, { minimum: policy.minimum })}
                <span className="zc-hidden"> {t(`security.rule${state}`)}</span>
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
