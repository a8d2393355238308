import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNotify, useT } from '@zhucan/ui'
import { get, post } from '../app/http.ts'

/** What takes a second person. */
export type ProposalKind = 'account-policy' | 'export-budget' | 'merge'

/** Something that waits for its second person. */
export interface Proposal<Wish> {
  readonly id: string
  readonly wish: Wish
  readonly reason: string | null
  readonly madeBy: string
  readonly madeAt: string
  readonly isOwn: boolean
}

/** What waits of a kind. */
export const proposalsQuery = <Wish>(kind: ProposalKind) =>
  queryOptions({
    queryKey: ['proposals', kind],
    queryFn: ({ signal }) => get<Proposal<Wish>[]>(`/api/v1/${kind}-proposals`, signal),
    staleTime: 0,
  })

/** The second person's answer; null = the first person takes it back. */
export type Answer = { accept: true } | { accept: false; note: string } | null

/** Decides on what waits, says so, and asks anew for all that may have changed by it. */
export function useAnswer(
  kind: ProposalKind,
  id: string,
  confirmed: <T>(act: () => Promise<T>) => Promise<T>,
) {
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (answer: Answer) =>
      confirmed(() =>
        post(`/api/v1/${kind}-proposals/${id}/${answer ? 'decide' : 'withdraw'}`, answer ?? {}),
      ),
    onSuccess: async (_done, answer) => {
      await queries.invalidateQueries()
      notify({
        kind: 'good',
        text: t(answer?.accept ? 'proposals.agreed' : answer ? 'proposals.refused' : 'proposals.withdrawn'),
      })
    },
  })
}
