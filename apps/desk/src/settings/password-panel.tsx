import { useQuery } from '@tanstack/react-query'
import { Button, ErrorSummary, type FieldFault, Panel, PasswordField, ProblemSummary, useT } from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { useMe } from '../app/session.ts'
import { isGoodPassword, NewPasswordField } from '../sign-in/new-password-field.tsx'
import { securityQuery, useSecurityAct } from './security.queries.ts'

const fieldIds = { present: 'present-password', password: 'new-password' } as const

/** Changing one's own password. */
export function PasswordPanel() {
  const t = useT()
  const security = useQuery(securityQuery)
  return (
    <Panel onScreenOnly title={t('security.changePassword')} note={t('security.changeNote')}>
      <QueryView query={security}>
        {({ passwordPolicy }) => <PasswordForm policy={passwordPolicy} />}
      </QueryView>
    </Panel>
  )
}

function PasswordForm({ policy }: { policy: string }) {
  const t = useT()
  const { user } = useMe()
  const [values, setValues] = useState({ present: '', password: '' })
  const [faults, setFaults] = useState<FieldFault[]>([])
  const change = useSecurityAct(
    () => post('/api/v1/me/password', values),
    () => t('security.passwordChanged'),
  )
  const submit = () => {
    change.reset()
    const found = [
      ...(values.present === '' ? [{ controlId: fieldIds.present, text: t('security.presentMissing') }] : []),
      ...(isGoodPassword(policy, values.password, user)
        ? []
        : [{ controlId: fieldIds.password, text: t('security.passwordBroken') }]),
    ]
    setFaults(found)
    if (found.length === 0)
      change.mutate(undefined, { onSuccess: () => setValues({ present: '', password: '' }) })
  }
  const field = (name: keyof typeof fieldIds) => ({
    id: fieldIds[name],
    value: values[name],
    onChange: (value: string) => setValues({ ...values, [name]: value }),
    error: faults.find(({ controlId }) => controlId === fieldIds[name])?.text,
  })
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
      <PasswordField {...field('present')} label={t('security.password')} autoComplete="current-password" />
      <NewPasswordField {...field('password')} policy={policy} owner={user} />
      <div className="desk-row">
        <Button type="submit" isPending={change.isPending}>
          {t('security.changePassword')}
        </Button>
      </div>
    </form>
  )
}
