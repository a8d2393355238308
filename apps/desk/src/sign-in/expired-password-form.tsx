import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, ErrorSummary, ProblemSummary, useT } from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { isGoodPassword, NewPasswordField } from './new-password-field.tsx'
import { askStep, type StepAnswer } from './sign-in.queries.ts'

const fieldId = 'expired-password'

/** A password that is too old is changed in the middle of the log-in. */
export function ExpiredPasswordForm({ onNext }: { onNext: (answer: StepAnswer) => void }) {
  const t = useT()
  const { data: step } = useQuery({ queryKey: ['sign-in-step'], queryFn: askStep, staleTime: 0 })
  const [password, setPassword] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const send = useMutation({
    mutationFn: () => post<StepAnswer>('/api/auth/expired-password', { password }),
    onSuccess: onNext,
  })
  if (!step) return null
  const owner = { username: step.username }
  const submit = () => {
    send.reset()
    const isGood = isGoodPassword(step.passwordPolicy, password, owner)
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
        policy={step.passwordPolicy}
        owner={owner}
        value={password}
        onChange={setPassword}
        error={fault}
      />
      <Button type="submit" variant="primary" isPending={send.isPending}>
        {t('security.continue')}
      </Button>
    </form>
  )
}
