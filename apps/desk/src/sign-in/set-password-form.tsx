import { useMutation } from '@tanstack/react-query'
import { Button, ErrorSummary, ProblemSummary, TextField, useT } from '@zhucan/ui'
import { useState } from 'react'
import { problemOf } from '../app/http.ts'
import { isGoodPassword, NewPasswordField } from './new-password-field.tsx'
import type { StepAnswer } from './sign-in.queries.ts'

const fieldId = 'new-password'
const codeId = 'link-code'

/** A new password on the way in: for who forgot theirs, and for one that is too old. Nobody else ever knows it. */
export function SetPasswordForm(props: {
  policy: string
  username: string
  submitLabel: string
  /** Whether the code of who confirmed the link is asked for. */
  needsCode?: boolean
  send: (password: string, code?: string) => Promise<StepAnswer>
  onNext: (answer: StepAnswer) => void
}) {
  const t = useT()
  const { policy, username } = props
  const [password, setPassword] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const [code, setCode] = useState('')
  const [isCodeMissing, setCodeMissing] = useState(false)
  const send = useMutation({
    mutationFn: () => props.send(password, props.needsCode ? code.trim() : undefined),
    onSuccess: props.onNext,
  })
  const submit = () => {
    send.reset()
    const isGood = isGoodPassword(policy, password, { username })
    const isMissing = props.needsCode === true && code.trim() === ''
    setFaulty(!isGood)
    setCodeMissing(isMissing)
    if (isGood && !isMissing) send.mutate()
  }
  const fault = isFaulty ? t('security.passwordBroken') : undefined
  const codeFault = isCodeMissing ? t('signIn.linkCodeMissing') : undefined
  const faults = [
    ...(codeFault ? [{ controlId: codeId, text: codeFault }] : []),
    ...(fault ? [{ controlId: fieldId, text: fault }] : []),
  ]
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
      {props.needsCode && (
        <TextField
          id={codeId}
          label={t('signIn.linkCode')}
          hint={t('signIn.linkCodeHint')}
          autoComplete="off"
          value={code}
          onChange={setCode}
          error={codeFault}
        />
      )}
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
