import { Loading, useT } from '@zhucan/ui'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { CredentialsForm } from './credentials-form.tsx'
import type { Method, StepAnswer } from './sign-in.queries.ts'

// Most log-ins end with the password, so the steps after it are fetched by who needs them.
const ChooseOffice = lazy(() =>
  import('./choose-office.tsx').then((module) => ({ default: module.ChooseOffice })),
)
const EnrolFactor = lazy(() =>
  import('./enrol-factor.tsx').then((module) => ({ default: module.EnrolFactor })),
)
const ExpiredPasswordForm = lazy(() =>
  import('./expired-password-form.tsx').then((module) => ({ default: module.ExpiredPasswordForm })),
)
const FactorForm = lazy(() => import('./factor-form.tsx').then((module) => ({ default: module.FactorForm })))

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
      {place === 'second-factor' && <FactorForm methods={methods} onDone={goOn} />}
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
      <Suspense fallback={<Loading />}>{children}</Suspense>
    </div>
  )
}
