import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNotify } from '@zhucan/ui'
import { get } from '../app/http.ts'

/** A second factor of one's own. */
export interface Factor {
  readonly id: string
  readonly kind: 'totp' | 'passkey'
  readonly name: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

/** A session of one's own. */
export interface OwnSession {
  readonly id: string
  readonly device: string
  readonly place: string
  readonly signedInAt: string
  readonly lastUsedAt: string
  readonly isHere: boolean
}

/** Everything about the security of one's own log-in. */
export interface Security {
  readonly passwordPolicy: string
  readonly isFactorRequired: boolean
  readonly factors: readonly Factor[]
  readonly recoveryCodes: number
  readonly sessions: readonly OwnSession[]
  readonly devices: readonly { id: string; name: string; place: string; lastSeen: string }[]
}

/** The security of one's own log-in. */
export const securityQuery = queryOptions({
  queryKey: ['security'],
  queryFn: ({ signal }) => get<Security>('/api/v1/me/security', signal),
  staleTime: 0,
})

/** Does something to one's own log-in, says that it is done, and asks anew how it stands. */
export function useSecurityAct<Input>(
  act: (input: Input) => Promise<unknown>,
  done: (input: Input) => string,
) {
  const queryClient = useQueryClient()
  const notify = useNotify()
  return useMutation({
    mutationFn: act,
    onSuccess: async (_answer, input) => {
      notify({ kind: 'good', text: done(input) })
      await queryClient.invalidateQueries({ queryKey: securityQuery.queryKey })
      await queryClient.invalidateQueries({ queryKey: ['me'] })
    },
  })
}
