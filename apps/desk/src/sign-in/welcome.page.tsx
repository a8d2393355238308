import { useMutation } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import {
  Button,
  ErrorSummary,
  type FieldFault,
  Link,
  PageHeader,
  PasswordField,
  ProblemSummary,
  TextField,
  useT,
} from '@zhucan/ui'
import { useEffect, useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { Threshold } from './threshold.tsx'

const route = getRouteApi('/welcome')
/** As the server takes it. */
const usernamePattern = /^[A-Za-z0-9_.]{2,30}$/
const fieldIds = { name: 'welcome-name', username: 'welcome-username', password: 'welcome-password' } as const
type Field = keyof typeof fieldIds

/** Where a one-time link leads: the new user chooses name, user name and password. */
export function WelcomePage() {
  const t = useT()
  const search = route.useSearch()
  const [token] = useState(search.token)
  // The token leaves the address at once, so that it is not kept in history or shown over a shoulder.
  useEffect(() => window.history.replaceState(window.history.state, '', '/welcome'), [])
  return (
    <Threshold>
      <PageHeader title={t('signIn.welcomeTitle')} />
      {token ? (
        <>
          <p className="desk-quiet">{t('signIn.welcomeNote')}</p>
          <WelcomeForm token={token} />
        </>
      ) : (
        <ErrorSummary
          what={t('signIn.tokenMissing')}
          actions={
            <Link look="secondary" href="/sign-in">
              {t('signIn.toSignIn')}
            </Link>
          }
        />
      )}
    </Threshold>
  )
}

function useFaults(values: Record<Field, string>): () => FieldFault[] {
  const t = useT()
  return () => [
    ...(values.name.trim() === '' ? [{ controlId: fieldIds.name, text: t('signIn.nameMissing') }] : []),
    ...(usernamePattern.test(values.username.trim())
      ? []
      : [{ controlId: fieldIds.username, text: t('signIn.usernameWrong') }]),
    ...([...values.password].length < 12
      ? [{ controlId: fieldIds.password, text: t('signIn.passwordShort') }]
      : []),
  ]
}

function WelcomeForm({ token }: { token: string }) {
  const t = useT()
  const router = useRouter()
  const [values, setValues] = useState<Record<Field, string>>({ name: '', username: '', password: '' })
  const [faults, setFaults] = useState<FieldFault[]>([])
  const findFaults = useFaults(values)
  const create = useMutation({
    mutationFn: () => post('/api/auth/welcome', { ...values, username: values.username.trim(), token }),
    onSuccess: () => router.history.push('/'),
  })
  const field = (name: Field) => ({
    id: fieldIds[name],
    value: values[name],
    onChange: (value: string) => setValues({ ...values, [name]: value }),
    error: faults.find((fault) => fault.controlId === fieldIds[name])?.text,
  })
  const submit = () => {
    const found = findFaults()
    setFaults(found)
    create.reset()
    if (found.length === 0) create.mutate()
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
      {create.error && <ProblemSummary {...problemOf(create.error)} />}
      <TextField label={t('signIn.name')} autoComplete="name" {...field('name')} />
      <TextField
        label={t('signIn.username')}
        hint={t('signIn.usernameHint')}
        autoComplete="username"
        {...field('username')}
      />
      <PasswordField
        label={t('signIn.newPassword')}
        hint={t('signIn.passwordHint')}
        autoComplete="new-password"
        {...field('password')}
      />
      <Button type="submit" variant="primary" isPending={create.isPending}>
        {t('signIn.create')}
      </Button>
    </form>
  )
}
