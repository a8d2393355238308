import { type LinkState, linkStates } from '@zhucan/catalogue'

/** The queues of a run, in the order of the work. */
export const queues = {
  review: ['review', 'unsure'],
  second: ['awaiting-second'],
  sample: ['linked', 'review'],
  linked: ['linked', 'accepted'],
  refused: ['rejected', 'unlinked', 'superseded'],
} as const satisfies Record<string, readonly LinkState[]>

export type Queue = keyof typeof queues

/** What stands in the address of a run's pages. */
export interface LinkingSearch {
  queue?: Queue | undefined
  page?: number | undefined
  pair?: string | undefined
}

const uuid = /^[0-9a-f-]{36}$/

/** Reads the address of a run's pages; what is not right is left out. */
export function readLinkingSearch(raw: Readonly<Record<string, unknown>>): LinkingSearch {
  const queue =
    typeof raw.queue === 'string' && Object.hasOwn(queues, raw.queue) ? (raw.queue as Queue) : undefined
  const page = Number(raw.page)
  const pair = typeof raw.pair === 'string' && uuid.test(raw.pair) ? raw.pair : undefined
  return { queue, page: Number.isInteger(page) && page > 1 ? page : undefined, pair }
}

/** Whether a text is a state of a pair. */
export const isLinkState = (text: string): text is LinkState => Object.hasOwn(linkStates, text)
