import { queryOptions } from '@tanstack/react-query'
import type { Label } from '@zhucan/kernel'
import { createContext, useContext } from 'react'
import { get } from './http.ts'

/** A region as the server names it; level 0 is the nation, 5 a village. */
export interface RegionName {
  readonly code: string
  readonly name: string
  readonly level: number
}

/** Who is signed in, what they may do, and where. */
export interface Me {
  readonly user: {
    readonly id: string
    readonly name: string
    readonly username: string
    readonly role: string
  }
  readonly roleLabel: Label
  readonly organisation: string
  readonly may: readonly string[]
  readonly reach: readonly RegionName[]
  readonly demo: boolean
  readonly offices: readonly { id: string; roleLabel: Label; organisation: string; isHere: boolean }[]
  readonly secondFactorDue: string | null
  readonly idleMinutes: number
  readonly day: string
}

/** The signed-in user; asked once a visit. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => get<Me>('/api/v1/me', signal),
  staleTime: 5 * 60_000,
  retry: false,
})

/** The signed-in user, for everything inside the frame: a long list asks for each of its rows. */
export const MeContext = createContext<Me | null>(null)

/** The signed-in user; only inside the signed-in part, whose route has asked already. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('useMe needs the frame of the signed-in part above it')
  return me
}

/** Whether the user's role has a right, as named in the catalogue's rights. */
export function useMay(right: string): boolean {
  return useMe().may.includes(right)
}
