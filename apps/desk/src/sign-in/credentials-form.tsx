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
import { problemOf } from '../app/http.ts'
import { type StepAnswer, signIn } from './sign-in.queries.ts'

const usernameId = 'sign-in-username'
const passwordId = 'sign-in-password'

/** User name and password: the first step of every log-in. */
export function CredentialsForm({ onNext }: { onNext: (answer: StepAnswer) => void }) {
  const t = useT()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [faults, setFaults] = useState<FieldFault[]>([])
  const send = useMutation({ mutationFn: () => signIn(username.trim(), password), onSuccess: onNext })
  const faultOf = (controlId: string) => faults.find((fault) => fault.controlId === controlId)?.text
  const submit = () => {
    const found = [
      ...(username.trim() === '' ? [{ controlId: usernameId, text: t('signIn.usernameMissing') }] : []),
      ...(password === '' ? [{ controlId: passwordId, text: t('signIn.passwordMissing') }] : []),
    ]
    setFaults(found)
    send.reset()
    if (found.length === 0) send.mutate()
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
      {send.error && <ProblemSummary {...problemOf(send.error)} />}
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
      <Button type="submit" variant="primary" isPending={send.isPending}>
        {t('signIn.submit')}
      </Button>
    </form>
  )
}
