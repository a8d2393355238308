import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Label } from '@zhucan/kernel'
import { useNotify } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { get } from '../app/http.ts'
import type { accountStates, PeopleSearch } from './people.address.ts'

/** One line of the list of people. */
export interface PersonLine {
  readonly id: string
  readonly name: string
  readonly username: string
  readonly role: string
  readonly roleLabel: Label
  readonly organisation: string
  readonly fromDay: string
  readonly untilDay: string | null
  readonly state: (typeof accountStates)[number]
  readonly hasFactor: boolean
  readonly lastSignIn: string | null
}

/** One office somebody holds, held or will hold. */
export interface Office {
  readonly id: string
  readonly role: string
  readonly roleLabel: Label
  readonly organisation: string
  readonly fromDay: string
  readonly untilDay: string | null
  readonly reach: readonly { lo: string }[]
  /** Only a part of the organisation's area. */
  readonly isNarrowed: boolean
  readonly isInForce: boolean
  readonly madeBy: string | null
  readonly reason: string | null
  readonly endedBy: string | null
  readonly endReason: string | null
}

/** What leaving work is called in the texts. */
export type HoldingKind = 'imports' | 'shared-views' | 'invitations'

/** A person with offices, sessions and what they hold. */
export interface PersonPage extends PersonLine {
  readonly appointments: readonly Office[]
  readonly factors: readonly { kind: 'totp' | 'passkey'; name: string }[]
  readonly sessions: readonly { id: string; device: string; place: string; lastUsedAt: string }[]
  readonly devices: number
  readonly lockedUntil: string | null
  readonly holdings: readonly { kind: HoldingKind; count: number }[]
  readonly handOvers: readonly {
    id: string
    successor: string | null
    lastDay: string
    reason: string
    doneBy: string
    doneAt: string
  }[]
}

/** An invitation nobody has used yet. */
export interface Invitation {
  readonly id: string
  readonly name: string | null
  readonly roleLabel: Label
  readonly organisation: string
  readonly expiresAt: string
  readonly madeBy: string | null
  readonly isExpired: boolean
  /** Whether the security officer has let it become good. */
  readonly isConfirmed: boolean
}

/** The secret of a link, shown once. */
export interface OneTimeLink {
  readonly token: string
  readonly expiresAt: string
}

/** Rows of one page. */
export const pageSize = 50

/** People of one's area. */
export const peopleQuery = (search: PeopleSearch) =>
  queryOptions({
    queryKey: ['people', search],
    queryFn: ({ signal }) =>
      get<{ rows: PersonLine[]; total: number }>(address('/api/v1/users', { ...search }), signal),
    placeholderData: keepPreviousData,
  })

/** One person of one's area. */
export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'one', id],
    queryFn: ({ signal }) => get<PersonPage>(`/api/v1/users/${encodeURIComponent(id)}`, signal),
    staleTime: 0,
  })

/** Invitations nobody has used yet. */
export const invitationsQuery = queryOptions({
  queryKey: ['people', 'invitations'],
  queryFn: ({ signal }) => get<Invitation[]>('/api/v1/invitations', signal),
})

/** Organisations one can appoint in. */
export const officesQuery = queryOptions({
  queryKey: ['offices'],
  queryFn: ({ signal }) => get<{ id: string; name: string; region: string }[]>('/api/v1/offices', signal),
})

/** The address a one-time link is sent as. */
export const linkOf = ({ token }: OneTimeLink): string => `${window.location.origin}/welcome?token=${token}`

/** Does something to people, says that it is done, and asks anew how they stand. */
export function usePeopleAct<Input, Answer>(
  act: (input: Input) => Promise<Answer>,
  done?: (answer: Answer) => string,
) {
  const queryClient = useQueryClient()
  const notify = useNotify()
  return useMutation({
    mutationFn: act,
    onSuccess: async (answer) => {
      if (done) notify({ kind: 'good', text: done(answer) })
      await queryClient.invalidateQueries({ queryKey: ['people'] })
    },
  })
}
