import { useMutation } from '@tanstack/react-query'
import {
  Button,
  ErrorSummary,
  type FieldFault,
  PasswordField,
  ProblemSummary,
  TextField,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'

const usernameId = 'sign-in-username'
const passwordId = 'sign-in-password'

/** User name and password. Pasting, password managers and showing the password all work; nothing to solve or remember. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useT()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [faults, setFaults] = useState<FieldFault[]>([])
  const signIn = useMutation({
    mutationFn: () => post('/api/auth/sign-in', { username: username.trim(), password }),
    onSuccess: onSignedIn,
  })
  const faultOf = (controlId: string) => faults.find((fault) => fault.controlId === controlId)?.text
  const submit = () => {
    const found = [
      ...(username.trim() === '' ? [{ controlId: usernameId, text: t('signIn.usernameMissing') }] : []),
      ...(password === '' ? [{ controlId: passwordId, text: t('signIn.passwordMissing') }] : []),
    ]
    setFaults(found)
    signIn.reset()
    if (found.length === 0) signIn.mutate()
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
      {signIn.error && <ProblemSummary {...problemOf(signIn.error)} />}
      <TextField
        id={usernameId}
        label={t('signIn.username')}
        name="username"
        autoComplete="username"
        spellCheck="false"
        value={username}
        onChange={setUsername}
        error={faultOf(usernameId)}
      />
      <PasswordField
        id={passwordId}
        label={t('signIn.password')}
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={faultOf(passwordId)}
      />
      <Button type="submit" variant="primary" isPending={signIn.isPending}>
        {t('signIn.submit')}
      </Button>
    </form>
  )
}
