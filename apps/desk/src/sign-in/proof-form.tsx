import { useMutation } from '@tanstack/react-query'
import { Button, ErrorSummary, PasswordField, ProblemSummary, RadioGroup, TextField, useT } from '@zhucan/ui'
import { useState } from 'react'
import { ApiProblem, problemOf } from '../app/http.ts'
import { askPasskey, type Method, type Proof } from './sign-in.queries.ts'

type Way = Method | 'recovery' | 'password'

const fieldId = 'proof'

/** Shows that it is you: by authenticator, passkey, recovery code, or, where none is set up, the password. */
export function ProofForm<T>(props: {
  methods: readonly Method[]
  send: (proof: Proof) => Promise<T>
  onDone: (answer: T) => void
}) {
  const t = useT()
  const ways: Way[] = props.methods.length > 0 ? [...props.methods, 'recovery'] : ['recovery']
  const [way, setWay] = useState<Way>(ways[0] ?? 'recovery')
  return (
    <div className="desk-stack">
      {ways.length > 1 && (
        <RadioGroup
          label={t('security.way')}
          look="bar"
          value={way}
          onChange={(value) => setWay(ways.find((one) => one === value) ?? way)}
          options={ways.map((value) => ({
            value,
            label: t(`security.way.${value as 'totp' | 'passkey' | 'recovery'}`),
          }))}
        />
      )}
      {way === 'passkey' ? (
        <PasskeyButton send={props.send} onDone={props.onDone} />
      ) : (
        <TypedProof key={way} way={way} send={props.send} onDone={props.onDone} />
      )}
    </div>
  )
}

/** The password alone, for who has no second factor. */
export function PasswordProof<T>(props: { send: (proof: Proof) => Promise<T>; onDone: (answer: T) => void }) {
  return <TypedProof way="password" {...props} />
}

function TypedProof<T>(props: {
  way: Exclude<Way, 'passkey'>
  send: (proof: Proof) => Promise<T>
  onDone: (answer: T) => void
}) {
  const t = useT()
  const { way } = props
  const [text, setText] = useState('')
  const [fault, setFault] = useState<string>()
  const send = useMutation({ mutationFn: () => props.send(proofOf(way, text)), onSuccess: props.onDone })
  const missing = {
    totp: t('security.codeMissing'),
    recovery: t('security.recoveryMissing'),
    password: t('security.presentMissing'),
  }[way]
  const submit = () => {
    send.reset()
    const isMissing = way === 'totp' ? !/^\d{6}$/.test(text.replaceAll(' ', '')) : text.trim() === ''
    setFault(isMissing ? missing : undefined)
    if (!isMissing) send.mutate()
  }
  const field = { id: fieldId, value: text, onChange: setText, error: fault, autoFocus: true }
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
      {way === 'totp' && (
        <TextField {...field} label={t('security.code')} autoComplete="one-time-code" inputMode="numeric" />
      )}
      {way === 'recovery' && (
        <TextField
          {...field}
          label={t('security.recoveryCode')}
          hint={t('security.recoveryHint')}
          autoComplete="off"
        />
      )}
      {way === 'password' && (
        <PasswordField {...field} label={t('security.password')} autoComplete="current-password" />
      )}
      <Button type="submit" variant="primary" isPending={send.isPending}>
        {t('security.continue')}
      </Button>
    </form>
  )
}

const proofOf = (way: Exclude<Way, 'passkey'>, text: string): Proof => {
  if (way === 'totp') return { code: text.replaceAll(' ', '') }
  return way === 'recovery' ? { recoveryCode: text.trim() } : { password: text }
}

function PasskeyButton<T>(props: { send: (proof: Proof) => Promise<T>; onDone: (answer: T) => void }) {
  const t = useT()
  const use = useMutation({
    mutationFn: async () => props.send(await askPasskey()),
    onSuccess: props.onDone,
  })
  return (
    <div className="desk-stack">
      {use.error && <PasskeyProblem error={use.error} />}
      <p className="desk-quiet">{t('security.passkeyHelp')}</p>
      <Button variant="primary" isPending={use.isPending} onPress={() => use.mutate()}>
        {t('security.usePasskey')}
      </Button>
    </div>
  )
}

/** What the server refused is told in its words; what the browser stopped, in ours. */
export function PasskeyProblem({ error }: { error: Error }) {
  const t = useT()
  if (error instanceof ApiProblem) return <ProblemSummary {...problemOf(error)} />
  return <ErrorSummary what={t('security.passkeyStopped')} />
}
