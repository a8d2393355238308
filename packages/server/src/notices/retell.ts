import { placesOfWords } from '@zhucan/kernel'
import { flatten } from '@zhucan/reading'

/** Two offsets of a text. */
export interface Span {
  start: number
  end: number
}

/** A text before and after masks were put on or taken off, at the same length. */
export interface TextChange {
  before: string
  after: string
  /** Words that stand in clear nowhere in the text any more. */
  gone: readonly string[]
}

/** Tells what was taken from a text as the text stands after a change. */
export interface Retelling {
  /** The words between two offsets. */
  at(place: Span): string
  /** Words taken from the text, as one or in parts; `near` is where what they belong to stands. */
  words(said: string, near?: Span): string
  /** All words within a value. An object that knows its offsets tells its parts near them. */
  value<T>(said: T, near?: Span): T
}

/** Words of a fixed vocabulary and days: nothing in them was taken from the text. */
const fixed: ReadonlySet<string> = new Set([
  'kind',
  'unit',
  'comparator',
  'date',
  'by',
  'part',
  'every',
  'section',
  'state',
  'align',
])

/** Prepares retelling: words are looked up in the text as the reader reads it, so that a line break or a width hides none. */
export function openRetelling({ before, after, gone }: TextChange): Retelling {
  const { plain, origin } = withoutBreaks(before)
  const isChanged = (at: number) => before[at] !== after[at]
  const touches = changesIn(plain, origin, isChanged)
  const placesOf = openPlaces({ plain, origin, isChanged })
  const partsOf = openParts({ plain, origin, isChanged })
  const words = (said: string, near?: Span): string => {
    const wanted = withoutBreaks(said)
    const isTouched = wanted.plain !== '' && touches(wanted.plain)
    const place = isTouched ? nearest(placesOf(wanted.plain), wanted.plain, near) : -1
    const sources = place >= 0 ? wanted.origin.map((_, at) => place + at) : partsOf(wanted.plain)
    const told = [...Array(said.length).keys()].map((at) => said[at]!)
    for (const [at, from] of wanted.origin.entries()) {
      const source = origin[sources[at] ?? -1]
      if (source !== undefined && isChanged(source)) told[from] = after[source]!
    }
    return hideAll(told.join(''), gone)
  }
  return {
    at: ({ start, end }) => after.slice(start, end),
    words,
    value: (said, near) => eachWords(said, words, near),
  }
}

/** A value with each of its words told anew; words of a fixed vocabulary stay. */
export function eachWords<T>(said: T, tell: (words: string, near?: Span) => string, near?: Span): T {
  const told = (part: unknown, here: Span | undefined): unknown => {
    if (typeof part === 'string') return tell(part, here)
    if (Array.isArray(part)) return part.map((one) => told(one, here))
    if (part === null || typeof part !== 'object') return part
    const inside = isSpan(part) ? part : here
    return Object.fromEntries(
      Object.entries(part).map(([key, one]) => [
        key,
        fixed.has(key) && typeof one === 'string' ? one : told(one, inside),
      ]),
    )
  }
  return told(said, near) as T
}

const isSpan = (part: object): part is Span =>
  'start' in part && 'end' in part && typeof part.start === 'number' && typeof part.end === 'number'

function withoutBreaks(text: string): { plain: string; origin: number[] } {
  const flat = flatten(text)
  const kept = [...flat.origin.keys()].filter((at) => flat.plain[at] !== '\n')
  return { plain: kept.map((at) => flat.plain[at]!).join(''), origin: kept.map((at) => flat.origin[at]!) }
}

/** Whether words stand over a change at all: a long text holds thousands of others, which need not be looked for. */
function changesIn(plain: string, origin: readonly number[], isChanged: (at: number) => boolean) {
  const runs = runsOf(origin, isChanged)
  return (words: string): boolean =>
    runs.some(({ start, end }) =>
      plain.slice(Math.max(0, start - words.length + 1), end + words.length - 1).includes(words),
    )
}

/** Stretches of characters that changed. */
function runsOf(origin: readonly number[], isChanged: (at: number) => boolean): Span[] {
  const runs: Span[] = []
  for (const [at, from] of origin.entries()) {
    if (!isChanged(from)) continue
    const last = runs.at(-1)
    if (last?.end === at) last.end += 1
    else runs.push({ start: at, end: at + 1 })
  }
  return runs
}

interface Source {
  plain: string
  origin: readonly number[]
  isChanged: (at: number) => boolean
}

/** A place where some words stand. */
interface Found extends Span {
  at: number
  isSame: boolean
}

/** All places of some words; the same words are asked for again and again. */
function openPlaces({ plain, origin, isChanged }: Source): (wanted: string) => readonly Found[] {
  const known = new Map<string, Found[]>()
  return (wanted) => {
    const before = known.get(wanted)
    if (before) return before
    const found: Found[] = []
    for (let at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + 1)) {
      const places = origin.slice(at, at + wanted.length)
      found.push({ at, start: places[0]!, end: places.at(-1)! + 1, isSame: !places.some(isChanged) })
    }
    known.set(wanted, found)
    return found
  }
}

/** Where words stand nearest to a place. Of two as near the unchanged one is meant, and stars alone mean nothing far away. */
function nearest(found: readonly Found[], wanted: string, near: Span | undefined): number {
  const isBare = /^\*+$/.test(wanted)
  let best = -1
  let rank = Number.POSITIVE_INFINITY
  for (const { at, start, end, isSame } of found) {
    const distance = near ? Math.max(0, near.start - end + 1, start - near.end + 1) : 0
    if (isBare && (!near || distance > 0)) continue
    const here = distance * 2 + (isSame ? 0 : 1)
    if (here < rank) [best, rank] = [at, here]
  }
  return best
}

/** Fewer characters than this around changed words do not tell where they were taken from. */
const enoughAround = 3
/** Words that stand more often tell nothing, and each place would be compared. */
const mostPlaces = 200

/**
 * Words that people or forms put together of parts of a text: for each of their characters that changed there, the one it
 * was taken from. A part is known by what stands around the change on both sides; of two that fit alike the unchanged one is
 * meant. What stands in the text as a whole is not asked for.
 */
function openParts({ plain, origin, isChanged }: Source): (said: string) => readonly (number | undefined)[] {
  const cores = new Set(runsOf(origin, isChanged).map(({ start, end }) => plain.slice(start, end)))
  const places = new Map(
    [...cores]
      .map((core) => [core, placesIn(plain, core)] as const)
      .filter(([core, found]) => found.length <= mostPlaces || core.startsWith('*')),
  )
  return (said) => {
    const sources: (number | undefined)[] = []
    const found = [...places].filter(([core]) => said.includes(core))
    if (found.length === 0 || plain.includes(said)) return sources
    for (const [core, everywhere] of found)
      for (const at of placesIn(said, core)) {
        const place = likest(plain, everywhere, { said, at, length: core.length }, (one) =>
          isChanged(origin[one]!),
        )
        for (let step = 0; place !== undefined && step < core.length; step += 1)
          sources[at + step] = place + step
      }
    return sources
  }
}

/** Where words stand; stars alone only where no other star is beside them. */
function placesIn(text: string, words: string): number[] {
  const isBare = /^\*+$/.test(words)
  const found: number[] = []
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1))
    if (!isBare || (text[at - 1] !== '*' && text[at + words.length] !== '*')) found.push(at)
  return found
}

/** The place whose surroundings are most like those of a part; none where too little or nothing on one side is alike. */
function likest(
  plain: string,
  places: readonly number[],
  { said, at, length }: { said: string; at: number; length: number },
  isChanged: (at: number) => boolean,
): number | undefined {
  let best: number | undefined
  let most = 0
  for (const place of places) {
    const before = alike((step) => [plain[place - step], said[at - step]])
    const behind = alike((step) => [plain[place + length - 1 + step], said[at + length - 1 + step]])
    const isWhole = at === before && at + length + behind === said.length
    const fits = (before > 0 || at === 0) && (behind > 0 || at + length === said.length)
    const around = before + behind
    if (!fits || (around < enoughAround && !(isWhole && around > 0))) continue
    if (around > most || (around === most && !isChanged(place))) [best, most] = [place, around]
  }
  return best
}

/** How many characters are the same from a place on. */
function alike(pair: (step: number) => readonly [string | undefined, string | undefined]): number {
  let step = 1
  for (let [a, b] = pair(step); a !== undefined && a === b; [a, b] = pair(step)) step += 1
  return step - 1
}

/** Words of which nothing may show, masked in another text at their length. */
export const hideAll = (text: string, gone: readonly string[]): string =>
  gone.reduce((hidden, words) => hideOne(hidden, words), text)

function hideOne(text: string, words: string): string {
  let hidden = text
  for (const { start, end } of placesOfWords(text, words))
    hidden = hidden.slice(0, start) + hidden.slice(start, end).replaceAll(/\S/g, '*') + hidden.slice(end)
  return hidden
}
