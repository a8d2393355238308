import { useMutation } from '@tanstack/react-query'
import { Button, ErrorSummary, type FieldFault, ProblemSummary, TextField, useT } from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { isGoodPassword, NewPasswordField } from './new-password-field.tsx'
import type { StepAnswer } from './sign-in.queries.ts'

/** As the server takes it. */
const usernamePattern = /^[A-Za-z0-9_.]{2,30}$/
const fieldIds = {
  code: 'welcome-code',
  name: 'welcome-name',
  username: 'welcome-username',
  password: 'welcome-password',
} as const
type Field = keyof typeof fieldIds

/** Name, user name and password of a new colleague. */
export function JoinForm(props: {
  token: string
  policy: string
  needsCode: boolean
  name: string
  onNext: (answer: StepAnswer) => void
}) {
  const t = useT()
  const [values, setValues] = useState<Record<Field, string>>({
    code: '',
    name: props.name,
    username: '',
    password: '',
  })
  const [faults, setFaults] = useState<FieldFault[]>([])
  const create = useMutation({
    mutationFn: () =>
      post<StepAnswer>('/api/auth/welcome', {
        ...values,
        code: props.needsCode ? values.code.trim() : undefined,
        username: values.username.trim(),
        token: props.token,
      }),
    onSuccess: props.onNext,
  })
  const findFaults = (): FieldFault[] => [
    ...(props.needsCode && values.code.trim() === ''
      ? [{ controlId: fieldIds.code, text: t('signIn.linkCodeMissing') }]
      : []),
    ...(values.name.trim() === '' ? [{ controlId: fieldIds.name, text: t('signIn.nameMissing') }] : []),
    ...(usernamePattern.test(values.username.trim())
      ? []
      : [{ controlId: fieldIds.username, text: t('signIn.usernameWrong') }]),
    ...(isGoodPassword(props.policy, values.password, values)
      ? []
      : [{ controlId: fieldIds.password, text: t('security.passwordBroken') }]),
  ]
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
      {props.needsCode && (
        <TextField
          label={t('signIn.linkCode')}
          hint={t('signIn.linkCodeHint')}
          autoComplete="off"
          {...field('code')}
        />
      )}
      <TextField
        label={t('signIn.name')}
        autoComplete="name"
        {...(props.name && { isReadOnly: true, hint: t('signIn.nameSettled') })}
        {...field('name')}
      />
      <TextField
        label={t('signIn.username')}
        hint={t('signIn.usernameHint')}
        autoComplete="username"
        {...field('username')}
      />
      <NewPasswordField policy={props.policy} owner={values} {...field('password')} />
      <Button type="submit" variant="primary" isPending={create.isPending}>
        {t('signIn.create')}
      </Button>
    </form>
  )
}
