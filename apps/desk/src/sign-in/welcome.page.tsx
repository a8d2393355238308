import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { isRole, roles } from '@zhucan/catalogue'
import { ErrorSummary, Link, PageHeader, ProblemSummary, useFormat, useT } from '@zhucan/ui'
import { useEffect, useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { JoinForm } from './join-form.tsx'
import { SetPasswordForm } from './set-password-form.tsx'
import type { StepAnswer } from './sign-in.queries.ts'
import { SignInForm } from './sign-in-form.tsx'
import { Threshold } from './threshold.tsx'

const route = getRouteApi('/welcome')

/** What a one-time link is good for. */
interface LinkAnswer {
  readonly name: string | null
  readonly username: string | null
  readonly role: string | null
  readonly organisation: string | null
  readonly passwordPolicy: string
  /** Whether the code of who confirmed the link is asked for. */
  readonly needsCode: boolean
}

/** Where a one-time link leads: a new user chooses a log-in, one who forgot the password sets another. */
export function WelcomePage() {
  const t = useT()
  const search = route.useSearch()
  const router = useRouter()
  const [token] = useState(search.token)
  const [next, setNext] = useState<StepAnswer>()
  // The token leaves the address at once, so that it is not kept in history or shown over a shoulder.
  useEffect(() => window.history.replaceState(window.history.state, '', '/welcome'), [])
  const goOn = (answer: StepAnswer) =>
    answer.step === 'open' && (answer.offices ?? 1) === 1 ? router.history.push('/') : setNext(answer)
  if (next)
    return (
      <Threshold>
        <PageHeader title={t('signIn.title')} />
        <SignInForm start={next} onSignedIn={() => router.history.push('/')} />
      </Threshold>
    )
  return <Threshold>{token ? <LinkForms token={token} onNext={goOn} /> : <NoToken />}</Threshold>
}

function NoToken() {
  const t = useT()
  return (
    <>
      <PageHeader title={t('signIn.welcomeTitle')} />
      <ErrorSummary what={t('signIn.tokenMissing')} actions={<ToSignIn />} />
    </>
  )
}

function ToSignIn() {
  const t = useT()
  return (
    <Link look="secondary" href="/sign-in">
      {t('signIn.toSignIn')}
    </Link>
  )
}

/** The form a link asks for. Where it cannot be looked at, the form of a newcomer says so once it is sent. */
function LinkForms({ token, onNext }: { token: string; onNext: (answer: StepAnswer) => void }) {
  const t = useT()
  const format = useFormat()
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: () => post<LinkAnswer>('/api/auth/link', { token }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  if (link.isPending) return <PageHeader title={t('signIn.welcomeTitle')} />
  if (link.error)
    return (
      <>
        <PageHeader title={t('signIn.welcomeTitle')} />
        <ProblemSummary {...problemOf(link.error)} takesFocus={false} actions={<ToSignIn />} />
      </>
    )
  const { name, username, role, organisation, passwordPolicy, needsCode } = link.data
  if (username !== null)
    return (
      <>
        <PageHeader title={t('security.resetTitle')} below={t('security.resetNote', { username })} />
        <SetPasswordForm
          policy={passwordPolicy}
          username={username}
          submitLabel={t('security.resetSubmit')}
          needsCode={needsCode}
          send={(password, code) => post<StepAnswer>('/api/auth/new-password', { token, password, code })}
          onNext={onNext}
        />
      </>
    )
  const place = {
    organisation: organisation ?? '',
    role: role && isRole(role) ? format.label(roles[role].label) : '',
  }
  return (
    <>
      <PageHeader title={t('signIn.welcomeTitle')} below={t('security.joinAs', place)} />
      <p className="desk-quiet">{t('signIn.welcomeNote')}</p>
      <JoinForm
        token={token}
        policy={passwordPolicy}
        needsCode={needsCode}
        name={name ?? ''}
        onNext={onNext}
      />
    </>
  )
}
