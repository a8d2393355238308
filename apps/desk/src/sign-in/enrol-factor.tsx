import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, ErrorSummary, type FieldFault, ProblemSummary, TextField, useT } from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { PasskeyProblem } from './proof-form.tsx'
import { QrPicture } from './qr-picture.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { canUsePasskeys, makePasskey, type StepAnswer } from './sign-in.queries.ts'

/** Setting up a second factor: one chooses how, proves it works, and keeps the recovery codes. */
export function EnrolFactor(props: {
  onDone: (answer: StepAnswer) => void
  kinds?: readonly ('totp' | 'passkey')[]
}) {
  const t = useT()
  const kinds = props.kinds ?? ['totp', 'passkey']
  const [kind, setKind] = useState<'totp' | null>(null)
  const [done, setDone] = useState<StepAnswer>()
  const finish = (answer: StepAnswer) =>
    (answer.recoveryCodes ?? []).length > 0 ? setDone(answer) : props.onDone(answer)
  if (done) return <RecoveryCodes codes={done.recoveryCodes ?? []} onKept={() => props.onDone(done)} />
  if (kind === 'totp') return <TotpForm onDone={finish} />
  return (
    <div className="desk-stack">
      <p>{t('security.chooseWay')}</p>
      {kinds.includes('totp') && (
        <section className="sign-in-way">
          <h3>{t('security.totpTitle')}</h3>
          <p className="desk-quiet">{t('security.totpAbout')}</p>
          <Button variant="primary" onPress={() => setKind('totp')}>
            {t('security.addTotp')}
          </Button>
        </section>
      )}
      {kinds.includes('passkey') && <PasskeyWay onDone={finish} />}
    </div>
  )
}

function PasskeyWay({ onDone }: { onDone: (answer: StepAnswer) => void }) {
  const t = useT()
  const make = useMutation({
    mutationFn: () => makePasskey(t('security.factorNamePasskey')),
    onSuccess: onDone,
  })
  return (
    <section className="sign-in-way">
      <h3>{t('security.passkeyTitle')}</h3>
      {make.error && <PasskeyProblem error={make.error} />}
      {canUsePasskeys() ? (
        <>
          <p className="desk-quiet">{t('security.passkeyAbout')}</p>
          <Button isPending={make.isPending} onPress={() => make.mutate()}>
            {t('security.addPasskey')}
          </Button>
        </>
      ) : (
        <p className="desk-quiet">{t('security.passkeyNeeds')}</p>
      )}
    </section>
  )
}

const fieldIds = { code: 'totp-code', name: 'totp-name' } as const

function TotpForm({ onDone }: { onDone: (answer: StepAnswer) => void }) {
  const t = useT()
  const [code, setCode] = useState('')
  const [name, setName] = useState(t('security.factorNameTotp'))
  const [faults, setFaults] = useState<FieldFault[]>([])
  // Asked once: each asking makes a new secret.
  const asked = useQuery({
    queryKey: ['enrol-totp'],
    queryFn: () => post<{ secret: string; uri: string }>('/api/auth/enrol/totp', {}),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const send = useMutation({
    mutationFn: () =>
      post<StepAnswer>('/api/auth/enrol/totp/finish', { code: code.replaceAll(' ', ''), name }),
    onSuccess: onDone,
  })
  const submit = () => {
    send.reset()
    const found = [
      ...(/^\d{6}$/.test(code.replaceAll(' ', ''))
        ? []
        : [{ controlId: fieldIds.code, text: t('security.codeMissing') }]),
      ...(name.trim() === '' ? [{ controlId: fieldIds.name, text: t('people.nameMissing') }] : []),
    ]
    setFaults(found)
    if (found.length === 0) send.mutate()
  }
  const faultOf = (id: string) => faults.find(({ controlId }) => controlId === id)?.text
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
      <p>{t('security.scan')}</p>
      <QueryView query={asked}>{(key) => <QrPicture {...key} />}</QueryView>
      <TextField
        id={fieldIds.code}
        label={t('security.code')}
        autoComplete="one-time-code"
        inputMode="numeric"
        value={code}
        onChange={setCode}
        error={faultOf(fieldIds.code)}
      />
      <TextField
        id={fieldIds.name}
        label={t('security.factorName')}
        hint={t('security.factorNameHint')}
        value={name}
        onChange={setName}
        error={faultOf(fieldIds.name)}
      />
      <Button type="submit" variant="primary" isPending={send.isPending}>
        {t('security.finishTotp')}
      </Button>
    </form>
  )
}
