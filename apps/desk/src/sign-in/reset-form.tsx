import { useMutation } from '@tanstack/react-query'
import { Button, ErrorSummary, ProblemSummary, useT } from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { isGoodPassword, NewPasswordField } from './new-password-field.tsx'
import type { StepAnswer } from './sign-in.queries.ts'

const fieldId = 'reset-password'

/** A new password for who forgot theirs; nobody else ever knows it. */
export function ResetForm(props: {
  token: string
  policy: string
  username: string
  onNext: (answer: StepAnswer) => void
}) {
  const t = useT()
  const [password, setPassword] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const send = useMutation({
    mutationFn: () => post<StepAnswer>('/api/auth/new-password', { token: props.token, password }),
    onSuccess: props.onNext,
  })
  const submit = () => {
    send.reset()
    const isGood = isGoodPassword(props.policy, password, props)
    setFaulty(!isGood)
    if (isGood) send.mutate()
  }
  const fault = isFaulty ? t('security.passwordBroken') : undefined
  return (
    <form
      className="desk-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {fault && <ErrorSummary what={t('signIn.faults')} fields={[{ controlId: fieldId, text: fault }]} />}
      {send.error && <ProblemSummary {...problemOf(send.error)} />}
      <NewPasswordField
        id={fieldId}
        policy={props.policy}
        owner={props}
        value={password}
        onChange={setPassword}
        error={fault}
      />
      <Button type="submit" variant="primary" isPending={send.isPending}>
        {t('security.resetSubmit')}
      </Button>
    </form>
  )
}
