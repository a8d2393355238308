import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { SplitWay, SumVerdict, TargetForm } from '@zhucan/catalogue'
import type { Label } from '@zhucan/kernel'
import { useNotify } from '@zhucan/ui'
import { address, type SearchValues } from '../app/address.ts'
import { get, post } from '../app/http.ts'

/** How far a target is reached. */
export interface Completion {
  readonly value: string | null
  readonly percent: string | null
  readonly timePassed: string
  readonly status: string
  readonly statusText: Label
  readonly ageDays: number | null
  readonly unit: string
  readonly measuredBy: 'region' | 'office' | 'region-for-office'
  readonly figure: { readonly day: string | null; readonly missingPlaces: number }
  readonly alarms: readonly { readonly code: string; readonly text: Label }[]
}

/** One share of a target. */
export interface TargetLine {
  readonly id: string
  readonly version: number
  readonly parentId: string | null
  readonly indicator: string
  readonly label: Label
  readonly form: TargetForm
  readonly value: string | null
  readonly decimals: number
  readonly unit: string
  readonly periodFrom: string
  readonly periodTo: string
  readonly region: string
  readonly level: number
  readonly carriedBy: string
  readonly organisationId: string | null
  readonly carrierName: string | null
  readonly state: string
  readonly receiveBy: string | null
  readonly reportBy: string | null
  readonly reportedOn: string | null
  readonly remindedOn: string | null
  readonly due: string | null
  readonly colour: string
  readonly noticeId: string | null
  readonly noticeTitle: string | null
  readonly documentNumber: string | null
  readonly parts: number
  readonly partsAnswered: number
  readonly actions: readonly string[]
  readonly completion: Completion | null
}

/** The words of a notice that a piece of work comes from. */
export interface Clause {
  readonly noticeId: string | null
  readonly title: string
  readonly documentNumber: string | null
  readonly issuedOn: string | null
  readonly quote: string
  readonly startAt: number | null
  readonly endAt: number | null
}

/** An organisation that may carry a share. */
export interface Sharer {
  readonly id: string
  readonly name: string
  readonly carriedBy: string
}

/** A target with its clause. */
export interface WholeTarget extends TargetLine {
  readonly splitBy: string | null
  readonly since: string
  readonly clause: Clause | null
  readonly sum: SumVerdict | null
  readonly sharers: readonly Sharer[]
}

/** One task. */
export interface TaskLine {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly region: string
  readonly regionName: string | null
  readonly leadName: string | null
  readonly giverName: string
  readonly state: string
  readonly sample: string
  readonly receiveBy: string | null
  readonly dueOn: string
  readonly firstDueOn: string
  readonly doneOn: string | null
  readonly progressOn: string | null
  readonly remindedOn: string | null
  readonly due: string | null
  readonly colour: string
  readonly noticeTitle: string | null
  readonly documentNumber: string | null
  readonly isWatched: boolean
  readonly parts: number
  readonly partsDone: number
  readonly actions: readonly string[]
}

/** A piece of evidence. */
export interface TaskFile {
  readonly id: string
  readonly actId: string | null
  readonly fileName: string
  readonly mediaType: string
  readonly size: number
}

/** A task with everything about it. */
export interface WholeTask extends TaskLine {
  readonly what: string
  readonly reportTo: string | null
  readonly targetId: string | null
  readonly receivedOn: string | null
  readonly clause: Clause | null
  readonly supports: readonly { readonly id: string; readonly name: string }[]
  readonly files: readonly TaskFile[]
}

/** One line of a history; `from` and `to` are figures of a target, deadlines of a task. */
export interface WorkLine {
  readonly version: number
  readonly actId?: string
  readonly action: string
  readonly at: string
  readonly actorName: string
  readonly organisationName: string
  readonly note: string | null
  readonly toState: string
  readonly from: string | null
  readonly to: string | null
  readonly verdict?: string | null
}

/** How a division would come out. */
export interface SplitPreview {
  readonly by: SplitWay
  readonly value: string | null
  readonly decimals: number
  readonly form: TargetForm
  readonly sum: SumVerdict
  readonly shares: readonly {
    readonly region: string
    readonly organisationId: string | null
    readonly name: string
    readonly value: string | null
    readonly weight: string | null
    readonly isResult: boolean | null
    readonly before: string | null
  }[]
}

/** A list with the whole number of its rows. */
export interface Page<Row> {
  readonly total: number
  readonly rows: readonly Row[]
}

export type WorkKind = 'targets' | 'tasks'

/** Rows of a page of a list. */
export const workPageSize = 50

const list = <Row>(kind: WorkKind, filter: SearchValues, page: number, size = workPageSize) =>
  queryOptions({
    queryKey: ['work', kind, 'list', filter, page, size],
    queryFn: ({ signal }) =>
      get<Page<Row>>(address(`/api/v1/${kind}`, { ...filter, page, pageSize: size }), signal),
    placeholderData: keepPreviousData,
  })

/** One page of targets. */
export const targetsQuery = (filter: SearchValues, page = 1, size?: number) =>
  list<TargetLine>('targets', filter, page, size)
/** One page of tasks. */
export const tasksQuery = (filter: SearchValues, page = 1, size?: number) =>
  list<TaskLine>('tasks', filter, page, size)

/** One target or task, always asked anew. */
export const pieceQuery = <T>(kind: WorkKind, id: string) =>
  queryOptions({
    queryKey: ['work', kind, 'one', id],
    queryFn: ({ signal }) => get<T>(`/api/v1/${kind}/${encodeURIComponent(id)}`, signal),
    staleTime: 0,
  })

/** Its history, oldest first. */
export const workHistoryQuery = (kind: WorkKind, id: string) =>
  queryOptions({
    queryKey: ['work', kind, 'history', id],
    queryFn: ({ signal }) => get<WorkLine[]>(`/api/v1/${kind}/${encodeURIComponent(id)}/history`, signal),
    staleTime: 0,
  })

/** Asks anew for everything that follows from targets and tasks. */
export const refreshWork = (queries: ReturnType<typeof useQueryClient>) =>
  queries.invalidateQueries({ queryKey: ['work'] })

/** Posts, says that it is done, and asks anew how everything stands. */
export function useWorkPost<Answer>(done: (answer: Answer) => string) {
  const queries = useQueryClient()
  const notify = useNotify()
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body: unknown }) => post<Answer>(`/api/v1${path}`, body),
    onSuccess: async (answer) => {
      notify({ kind: 'good', text: done(answer) })
      await refreshWork(queries)
    },
  })
}
