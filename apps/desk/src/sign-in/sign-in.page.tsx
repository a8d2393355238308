import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { PageHeader, useT } from '@zhucan/ui'
import { ownPath } from '../app/address.ts'
import { SignInForm } from './sign-in-form.tsx'
import { Threshold } from './threshold.tsx'

const route = getRouteApi('/sign-in')

/** Log-in. Afterwards one is back on the page that asked for it. */
export function SignInPage() {
  const t = useT()
  const { back } = route.useSearch()
  const router = useRouter()
  const queryClient = useQueryClient()
  return (
    <Threshold>
      <PageHeader title={t('signIn.title')} />
      <SignInForm
        onSignedIn={() => {
          queryClient.clear()
          router.history.push(ownPath(back))
        }}
      />
      <p className="desk-quiet desk-small">{t('signIn.forgotten')}</p>
    </Threshold>
  )
}
