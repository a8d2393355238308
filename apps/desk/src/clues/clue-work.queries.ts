import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { clueColours, clueHolders, clueStates } from '@zhucan/catalogue'
import { useNotify } from '@zhucan/ui'
import { get, post } from '../app/http.ts'
import type { Clue } from './clues.queries.ts'

/** A piece of evidence. */
export interface EvidenceFile {
  readonly id: string
  readonly fileName: string
  readonly mediaType: string
  readonly size: number
  readonly uploadedAt: string
  readonly uploadedByName: string | null
}

/** What somebody found who checked. */
export interface Finding {
  readonly id: string
  readonly kind: string
  readonly verdict: string
  readonly holder: number
  readonly visit: string
  readonly visitedOn: string
  readonly text: string
  readonly factId: string | null
  readonly givenByName: string | null
  readonly organisation: string | null
  readonly at: string
  readonly files: readonly EvidenceFile[]
  readonly isLatest: boolean
}

/** What the county decided. */
export interface Handling {
  readonly id: string
  readonly kind: string
  readonly decision: string
  readonly basis: string
  readonly amountFen: number | null
  readonly fromDay: string | null
  readonly handledByName: string | null
  readonly organisation: string | null
  readonly at: string
}

/** What was done with a clue. */
export interface ClueWork {
  readonly dues: {
    readonly county: string | null
    readonly township: string | null
    readonly village: string | null
  }
  readonly feedbacks: readonly Finding[]
  readonly handlings: readonly Handling[]
  readonly sample: {
    readonly rate: number
    readonly seed: string
    readonly population: number
    readonly drawnAt: string
  } | null
  readonly looseFiles: readonly EvidenceFile[]
  readonly benefit: string | null
}

/** A clue with everything that was done with it. */
export type WholeClue = Clue & { readonly work: ClueWork }

/** One line of a clue's history. */
export interface HistoryLine {
  readonly id: string
  readonly at: string
  readonly day: string
  readonly action: string
  readonly from: string
  readonly to: string
  readonly fromHolder: number
  readonly toHolder: number
  readonly actorName: string | null
  readonly organisation: string | null
  readonly office: string | null
  readonly note: string | null
  readonly due: string | null
}

/** An office that may be given a clue. */
export interface ClueOffice {
  readonly id: string
  readonly name: string
  readonly holder: number
  readonly regionName: string | null
  readonly people: readonly { readonly name: string; readonly roleLabel: { zh: string; en: string } }[]
}

const pathOf = (id: string) => `/api/v1/clues/${encodeURIComponent(id)}`

/** One clue with its work. */
export const wholeClueQuery = (id: string) =>
  queryOptions({
    queryKey: ['clues', 'one', id],
    queryFn: ({ signal }) => get<WholeClue>(pathOf(id), signal),
    staleTime: 0,
  })

/** Its history, oldest first. */
export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['clues', 'history', id],
    queryFn: ({ signal }) => get<HistoryLine[]>(`${pathOf(id)}/history`, signal),
    staleTime: 0,
  })

/** Offices at a place that may be given a clue. */
export const clueOfficesQuery = (region: string) =>
  queryOptions({
    queryKey: ['clues', 'offices', region],
    queryFn: ({ signal }) => get<ClueOffice[]>(`/api/v1/clues/offices?region=${region}`, signal),
  })

/** Where a piece of evidence is fetched from. */
export const evidenceHref = (clue: string, file: string) => `${pathOf(clue)}/files/${file}`

/** Does one thing with a clue, says that it is done, and asks anew how everything stands. */
export function useClueAct(clue: WholeClue, done: string) {
  const queries = useQueryClient()
  const notify = useNotify()
  return useMutation({
    mutationFn: ({ action, ...body }: { action: string } & Record<string, unknown>) =>
      post<{ version: number }>(`${pathOf(clue.id)}/${action}`, { ...body, version: clue.version }),
    onSuccess: async () => {
      notify({ kind: 'good', text: done })
      await refreshClues(queries)
    },
  })
}

/** Lists, counts, single clues and the figures of the first page all follow from clues. */
export const refreshClues = (queries: ReturnType<typeof useQueryClient>) =>
  Promise.all(['clues', 'clue', 'dashboard'].map((key) => queries.invalidateQueries({ queryKey: [key] })))

/** Whether a word is the name of a state, so that its label may be looked up. */
export const isClueState = (word: string): word is keyof typeof clueStates => Object.hasOwn(clueStates, word)
/** The same for colours. */
export const isClueColour = (word: string): word is keyof typeof clueColours =>
  Object.hasOwn(clueColours, word)
/** The same for levels. */
export const isClueHolder = (level: number): level is keyof typeof clueHolders =>
  Object.hasOwn(clueHolders, level)
