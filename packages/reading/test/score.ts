import type { Item, LooseDay, ReadDocument } from '../src/index.ts'

/** An annotated item: what the reader gives, and whether careful people differ on it. */
export type GoldItem = Omit<Item, 'reasons'> & { readonly optional?: boolean }

/** The annotation of one document. */
export interface GoldDocument
  extends Pick<ReadDocument, 'title' | 'documentNumber' | 'issuers' | 'issuedOn' | 'addressees'> {
  readonly sections: readonly { readonly path: string; readonly heading: string }[]
  readonly items: readonly GoldItem[]
}

/** Right, wrongly found, and missed. */
export interface Tally {
  readonly hits: number
  readonly wrong: number
  readonly missed: number
}

/** What one document or many come to. */
export interface Score {
  readonly target: Tally
  readonly fact: Tally
  readonly deadline: Tally
  readonly responsibility: Tally
  readonly sections: Tally
  /** Fields of five that are exact. */
  readonly metadata: number
  readonly documents: number
  /** Figures found, but told as the other kind. */
  readonly swapped: number
}

const kinds = ['target', 'fact', 'deadline', 'responsibility'] as const
const none: Tally = { hits: 0, wrong: 0, missed: 0 }

/** The harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found. */
export function f1({ hits, wrong, missed }: Tally): number {
  return hits + wrong + missed === 0 ? 1 : (2 * hits) / (2 * hits + wrong + missed)
}

const squash = (text: string) => text.replace(/\s+/g, '')
const isFigure = (item: { kind: string }) => item.kind === 'target' || item.kind === 'fact'

/** Judges what was read of one document. */
export function scoreDocument(gold: GoldDocument, read: ReadDocument): Score {
  const required = gold.items.filter(({ optional }) => !optional)
  const matched = new Set<GoldItem>()
  const missed: GoldItem[] = []
  const hits = new Map<string, number>()
  for (const kind of kinds) {
    const wanted = required.filter((item) => item.kind === kind)
    const pairs = assign(
      wanted,
      read.items.filter((item) => item.kind === kind),
      fits,
    )
    for (const [, found] of pairs) matched.add(found)
    missed.push(...wanted.filter((item) => !pairs.has(item)))
    hits.set(kind, pairs.size)
  }
  const rest = read.items.filter((item) => !matched.has(item))
  const excused = new Set(
    assign(
      gold.items.filter(({ optional }) => optional),
      rest,
      fitsEither,
    ).values(),
  )
  const wrong = rest.filter((item) => !excused.has(item))
  const tally = (kind: string): Tally => ({
    hits: hits.get(kind) ?? 0,
    wrong: wrong.filter((item) => item.kind === kind).length,
    missed: missed.filter((item) => item.kind === kind).length,
  })
  return {
    target: tally('target'),
    fact: tally('fact'),
    deadline: tally('deadline'),
    responsibility: tally('responsibility'),
    sections: scoreSections(gold, read),
    metadata: exactFields(gold, read),
    documents: 1,
    swapped: assign(missed.filter(isFigure), wrong.filter(isFigure), fitsEither).size,
  }
}

/** Adds up. */
export function total(scores: readonly Score[]): Score {
  const add = (a: Tally, b: Tally): Tally => ({
    hits: a.hits + b.hits,
    wrong: a.wrong + b.wrong,
    missed: a.missed + b.missed,
  })
  const sum = (field: (typeof kinds)[number] | 'sections') =>
    scores.map((score) => score[field]).reduce(add, none)
  const count = (field: 'metadata' | 'documents' | 'swapped') =>
    scores.reduce((n, score) => n + score[field], 0)
  return {
    target: sum('target'),
    fact: sum('fact'),
    deadline: sum('deadline'),
    responsibility: sum('responsibility'),
    sections: sum('sections'),
    metadata: count('metadata'),
    documents: count('documents'),
    swapped: count('swapped'),
  }
}

function scoreSections(gold: GoldDocument, read: ReadDocument): Tally {
  const key = ({ path, heading }: { path: string; heading: string }) => `${path}\t${squash(heading)}`
  const left = gold.sections.map(key)
  let hits = 0
  for (const one of read.sections.map(key)) {
    const at = left.indexOf(one)
    if (at < 0) continue
    left.splice(at, 1)
    hits += 1
  }
  return { hits, wrong: read.sections.length - hits, missed: left.length }
}

function exactFields(gold: GoldDocument, read: ReadDocument): number {
  const set = (names: readonly string[]) => [...new Set(names.map(squash))].sort().join()
  const same = [
    squash(gold.title) === squash(read.title),
    squash(gold.documentNumber ?? '') === squash(read.documentNumber ?? ''),
    gold.issuedOn === read.issuedOn,
    set(gold.issuers) === set(read.issuers),
    set(gold.addressees) === set(read.addressees),
  ]
  return same.filter(Boolean).length
}

const overlaps = (a: GoldItem, b: GoldItem) =>
  a.start < b.start + b.quote.length && b.start < a.start + a.quote.length

/** Same kind, same place, same value, day, or half of the leads. */
function fits(gold: GoldItem, found: GoldItem): boolean {
  return gold.kind === found.kind && fitsEither(gold, found)
}

function fitsEither(gold: GoldItem, found: GoldItem): boolean {
  if (!overlaps(gold, found)) return false
  if (isFigure(gold) || isFigure(found))
    return 'value' in gold && 'value' in found && sameValue(Number(gold.value), Number(found.value))
  if ('date' in gold && 'date' in found)
    return dayKey(gold.date as string | LooseDay) === dayKey(found.date as string | LooseDay)
  return (
    'lead' in gold &&
    'lead' in found &&
    alike(gold.lead as readonly string[], found.lead as readonly string[])
  )
}

const sameValue = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a))

function dayKey(day: string | LooseDay): string {
  if (typeof day === 'string') return day
  return `${day.every ?? day.year}-${day.month}-${day.part ?? day.day ?? 'end'}`
}

function bare(name: string): string {
  const short = squash(name).replace('残疾人联合会', '残联').replace('人民政府', '政府')
  return short.replace(/^(?:各级|各)(?=.)/, '').replace(/(?<=.)(?:部门|等)$/, '')
}

function alike(gold: readonly string[], found: readonly string[]): boolean {
  const [a, b] = [new Set(gold.map(bare)), new Set(found.map(bare))]
  const both = [...a].filter((name) => b.has(name)).length
  return both > 0 && both / (a.size + b.size - both) >= 0.5
}

/** The largest set of pairs, each side used once (augmenting paths). */
function assign<A, B>(wanted: readonly A[], found: readonly B[], ok: (a: A, b: B) => boolean): Map<A, B> {
  const owner = new Map<B, A>()
  const place = (one: A, seen: Set<B>): boolean =>
    found.some((other) => {
      if (seen.has(other) || !ok(one, other)) return false
      seen.add(other)
      const holder = owner.get(other)
      if (holder !== undefined && !place(holder, seen)) return false
      owner.set(other, one)
      return true
    })
  for (const one of wanted) place(one, new Set())
  return new Map([...owner].map(([other, one]) => [one, other]))
}
