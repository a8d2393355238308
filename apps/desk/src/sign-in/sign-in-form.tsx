import { useT } from '@zhucan/ui'
import { useEffect, useRef, useState } from 'react'
import { ChooseOffice } from './choose-office.tsx'
import { CredentialsForm } from './credentials-form.tsx'
import { EnrolFactor } from './enrol-factor.tsx'
import { ExpiredPasswordForm } from './expired-password-form.tsx'
import { ProofForm } from './proof-form.tsx'
import { type Method, type StepAnswer, sendSecondFactor } from './sign-in.queries.ts'

type Place = 'credentials' | 'second-factor' | 'password' | 'enrol' | 'office'

/** A log-in from name and password to its last step. Pasting and password managers work; nothing to solve or remember. */
export function SignInForm(props: { onSignedIn: () => void; start?: StepAnswer | undefined }) {
  const [place, setPlace] = useState<Place>(
    props.start && props.start.step !== 'open' ? props.start.step : 'credentials',
  )
  const [methods, setMethods] = useState<readonly Method[]>(props.start?.methods ?? [])
  const goOn = ({ step, methods: usable, offices }: StepAnswer) => {
    if (usable) setMethods(usable)
    if (step !== 'open') setPlace(step)
    else if ((offices ?? 1) > 1) setPlace('office')
    else props.onSignedIn()
  }
  if (place === 'credentials') return <CredentialsForm onNext={goOn} />
  return (
    <StepFrame place={place}>
      {place === 'second-factor' && <ProofForm methods={methods} send={sendSecondFactor} onDone={goOn} />}
      {place === 'password' && <ExpiredPasswordForm onNext={goOn} />}
      {place === 'enrol' && <EnrolFactor onDone={goOn} />}
      {place === 'office' && <ChooseOffice onDone={props.onSignedIn} />}
    </StepFrame>
  )
}

/** Says which step one is at; the focus moves there, so that who listens hears it. */
function StepFrame({ place, children }: { place: Exclude<Place, 'credentials'>; children: React.ReactNode }) {
  const t = useT()
  const heading = useRef<HTMLHeadingElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new step takes the focus.
  useEffect(() => heading.current?.focus(), [place])
  return (
    <div className="desk-stack">
      <h2 ref={heading} tabIndex={-1} className="sign-in-step">
        {t(`security.step.${place}`)}
      </h2>
      {children}
    </div>
  )
}
