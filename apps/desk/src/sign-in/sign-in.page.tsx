import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { Loading, PageHeader, useT } from '@zhucan/ui'
import { useEffect } from 'react'
import { ownPath } from '../app/address.ts'
import { isFirstPlace, useAllTexts } from '../app/texts.tsx'
import { askStep } from './sign-in.queries.ts'
import { SignInForm } from './sign-in-form.tsx'
import { Threshold } from './threshold.tsx'

const route = getRouteApi('/sign-in')

/** Log-in. Afterwards one is back on the page that asked for it; loaded anew in the middle, it goes on where it stood. */
export function SignInPage() {
  const t = useT()
  const { back } = route.useSearch()
  const router = useRouter()
  const queryClient = useQueryClient()
  const { want } = useAllTexts()
  const needsAll = !isFirstPlace(ownPath(back).split('?')[0] ?? '/')
  useEffect(() => {
    if (needsAll) want()
  }, [needsAll, want])
  const started = useQuery({
    queryKey: ['sign-in-start'],
    queryFn: () => askStep().catch(() => null),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  return (
    <Threshold>
      <PageHeader title={t('signIn.title')} />
      {started.isPending ? (
        <Loading />
      ) : (
        <SignInForm
          start={started.data ?? undefined}
          onSignedIn={() => {
            queryClient.clear()
            router.history.push(ownPath(back))
          }}
        />
      )}
      <p className="desk-quiet desk-small">{t('signIn.forgotten')}</p>
    </Threshold>
  )
}
