import { useMutation } from '@tanstack/react-query'
import { Button, ErrorSummary, ProblemSummary, useT } from '@zhucan/ui'
import { useState } from 'react'
import { problemOf } from '../app/http.ts'
import { isGoodPassword, NewPasswordField } from './new-password-field.tsx'
import type { StepAnswer } from './sign-in.queries.ts'

const fieldId = 'new-password'

/** A new password on the way in: for who forgot theirs, and for one that is too old. Nobody else ever knows it. */
export function SetPasswordForm(props: {
  policy: string
  username: string
  submitLabel: string
  send: (password: string) => Promise<StepAnswer>
  onNext: (answer: StepAnswer) => void
}) {
  const t = useT()
  const { policy, username } = props
  const [password, setPassword] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const send = useMutation({ mutationFn: () => props.send(password), onSuccess: props.onNext })
  const submit = () => {
    send.reset()
    const isGood = isGoodPassword(policy, password, { username })
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
        policy={policy}
        owner={{ username }}
        value={password}
        onChange={setPassword}
        error={fault}
      />
      <Button type="submit" variant="primary" isPending={send.isPending}>
        {props.submitLabel}
      </Button>
    </form>
  )
}
