import { choiceParam, countParam, type RawSearch, regionParam, textParam } from '../app/search-params.ts'

/** Whose targets or tasks a list shows. */
export const targetScopes = ['mine', 'given', 'area'] as const
/** The same for tasks. */
export const taskScopes = ['mine', 'given', 'supporting', 'area'] as const
/** Colours of a deadline, the gravest first. */
export const workColours = ['red', 'orange', 'blue', 'clear'] as const
/** Groups of states, then the states. */
export const targetStateChoices = [
  ...(['live', 'unanswered', 'all'] as const),
  ...(['draft', 'issued', 'received', 'confirmed', 'split', 'returned', 'withdrawn'] as const),
] as const
/** The same for tasks. */
export const taskStateChoices = [
  ...(['open', 'unanswered', 'in-work', 'all'] as const),
  ...(['draft', 'issued', 'received', 'working', 'done', 'sampled', 'verified'] as const),
  ...(['returned', 'declined', 'reopened', 'withdrawn'] as const),
] as const

/** The orders a list of targets can be read in; `-` turns one round. */
export const targetSorts = [
  ...(['due', 'carrier', 'indicator', 'state'] as const),
  ...(['-due', '-carrier', '-indicator', '-state'] as const),
] as const
/** The same for tasks. */
export const taskSorts = [
  ...(['due', 'lead', 'title', 'state'] as const),
  ...(['-due', '-lead', '-title', '-state'] as const),
] as const

/** What decides which targets a list shows; `from` is the notice that new ones are made of. */
export interface TargetsSearch {
  readonly scope?: (typeof targetScopes)[number] | undefined
  readonly state?: (typeof targetStateChoices)[number] | undefined
  readonly colour?: (typeof workColours)[number] | undefined
  readonly notice?: string | undefined
  readonly indicator?: string | undefined
  readonly region?: string | undefined
  readonly organisation?: string | undefined
  readonly from?: string | undefined
  readonly sort?: (typeof targetSorts)[number] | undefined
  /** Columns left out, parted by commas. */
  readonly hide?: string | undefined
  /** The saved view this came from. */
  readonly view?: string | undefined
  readonly page?: number | undefined
}

/** What decides which tasks a list shows. */
export interface TasksSearch {
  readonly scope?: (typeof taskScopes)[number] | undefined
  readonly state?: (typeof taskStateChoices)[number] | undefined
  readonly colour?: (typeof workColours)[number] | undefined
  readonly notice?: string | undefined
  readonly target?: string | undefined
  readonly region?: string | undefined
  readonly organisation?: string | undefined
  readonly sort?: (typeof taskSorts)[number] | undefined
  /** Columns left out, parted by commas. */
  readonly hide?: string | undefined
  /** The saved view this came from. */
  readonly view?: string | undefined
  readonly page?: number | undefined
}

/** Reads the address of the list of targets. */
export const readTargetsSearch = (raw: RawSearch): TargetsSearch => ({
  scope: choiceParam(raw, 'scope', targetScopes),
  state: choiceParam(raw, 'state', targetStateChoices),
  colour: choiceParam(raw, 'colour', workColours),
  notice: textParam(raw, 'notice'),
  indicator: textParam(raw, 'indicator'),
  region: regionParam(raw, 'region'),
  organisation: textParam(raw, 'organisation'),
  from: textParam(raw, 'from'),
  sort: choiceParam(raw, 'sort', targetSorts),
  hide: textParam(raw, 'hide'),
  view: textParam(raw, 'view'),
  page: countParam(raw, 'page'),
})

/** Reads the address of the list of tasks. */
export const readTasksSearch = (raw: RawSearch): TasksSearch => ({
  scope: choiceParam(raw, 'scope', taskScopes),
  state: choiceParam(raw, 'state', taskStateChoices),
  colour: choiceParam(raw, 'colour', workColours),
  notice: textParam(raw, 'notice'),
  target: textParam(raw, 'target'),
  region: regionParam(raw, 'region'),
  organisation: textParam(raw, 'organisation'),
  sort: choiceParam(raw, 'sort', taskSorts),
  hide: textParam(raw, 'hide'),
  view: textParam(raw, 'view'),
  page: countParam(raw, 'page'),
})
