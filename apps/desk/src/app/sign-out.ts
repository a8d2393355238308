import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { forgetRecent } from '../palette/recent.ts'
import { post } from './http.ts'

/** Signs out and forgets every answer that was kept. */
export function useSignOut(): () => Promise<void> {
  const router = useRouter()
  const queryClient = useQueryClient()
  return async () => {
    await post('/api/auth/sign-out', {}).catch(() => undefined)
    forgetRecent()
    router.history.push('/sign-in')
    queryClient.clear()
  }
}
