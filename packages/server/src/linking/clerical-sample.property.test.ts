import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate, precisionBounds, recallBounds, type Stratum, totalBounds } from './clerical-sample.ts'

/** Chances that come out the same each time. */
function chances(seed: number): () => number {
  let state = seed * 2_654_435_761
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Pair {
  kind: Stratum['kind']
  weight: number
  isSame: boolean
  isAnswered: boolean
  isDrawn: boolean
}

const bandOf = ({ kind, weight }: Pair) =>
  kind === 'link' ? Math.min(12, Math.floor(weight / 4) * 4) : Math.min(4, Math.floor(weight / 2) * 2)

/** A run of which the truth is known: the model is surer than it should be, and of kin it knows nothing. */
function inventRun(chance: () => number): Pair[] {
  const pair = (kind: Pair['kind'], weight: number, share: number): Pair => ({
    ...{ kind, weight, isSame: chance() < share, isAnswered: false, isDrawn: false },
  })
  const soft = (weight: number) => 1 / (1 + 2 ** (-0.6 * weight))
  const links = Array.from({ length: 900 }, () => 4 + 16 * chance()).map((w) => pair('link', w, soft(w)))
  const doubts = Array.from({ length: 400 }, () => 8 * chance() - 4).map((w) => pair('review', w, soft(w)))
  const kin = Array.from({ length: 60 }, () => 4 + 8 * chance()).map((w) => pair('review', w, 0.4))
  return [...links, ...doubts, ...kin]
}

const bandsOf = (pairs: readonly Pair[]) => Map.groupBy(pairs, (pair) => `${pair.kind} ${bandOf(pair)}`)

/** Draws so many pairs of a kind as the program does. */
function draw(pairs: readonly Pair[], asked: number, chance: () => number): void {
  const bands = [...bandsOf(pairs).values()]
  const takes = allocate(
    bands.map((band) => band.length),
    asked,
  )
  for (const [at, band] of bands.entries())
    for (const pair of band
      .map((one) => ({ one, by: chance() }))
      .sort((a, b) => a.by - b.by)
      .slice(0, takes[at])) {
      pair.one.isDrawn = true
      pair.one.isAnswered = true
    }
}

function strataOf(pairs: readonly Pair[], isHeard: (pair: Pair) => boolean): Stratum[] {
  return [...bandsOf(pairs).values()].map((band) => {
    const count = (which: (pair: Pair) => boolean) => band.filter(which).length
    return {
      ...{ kind: band[0]!.kind, band: bandOf(band[0]!), size: band.length, unsure: 0 },
      same: count((pair) => isHeard(pair) && pair.isSame),
      differs: count((pair) => isHeard(pair) && !pair.isSame),
      accepted: count(({ kind, isAnswered, isSame }) => kind === 'review' && isAnswered && isSame),
      waiting: count(({ kind, isAnswered }) => kind === 'review' && !isAnswered),
    }
  })
}

const linksOf = (pairs: readonly Pair[]) => pairs.filter(({ kind }) => kind === 'link')
const asked = (pairs: readonly Pair[]) => pairs.filter(({ kind }) => kind === 'review')

/** A run of which clerks answered the likeliest questions, before or after pairs were drawn. */
function workedRun(seed: number, eachKind: number) {
  const chance = chances(seed)
  const pairs = inventRun(chance)
  const likeliest = asked(pairs).sort((a, b) => b.weight - a.weight)
  const answer = () => likeliest.slice(0, 180).map((pair) => Object.assign(pair, { isAnswered: true }))
  if (seed % 2 === 0) answer()
  draw(linksOf(pairs), eachKind, chance)
  draw(asked(pairs), eachKind, chance)
  if (seed % 2 === 1) answer()
  const found =
    linksOf(pairs).filter(({ isSame }) => isSame).length +
    asked(pairs).filter(({ isAnswered, isSame }) => isAnswered && isSame).length
  const missed = asked(pairs).filter(({ isAnswered, isSame }) => !isAnswered && isSame).length
  return {
    pairs,
    precision: linksOf(pairs).filter(({ isSame }) => isSame).length / linksOf(pairs).length,
    recall: found / (found + missed),
    questions: asked(pairs).filter(({ isSame }) => isSame).length,
  }
}

/** How often the truth lies in the bounds, and how wide these are, over so many runs of fixed seeds. */
function held(runs: number, eachKind: number) {
  const shares = { precision: 0, recall: 0, questions: 0, byAnswers: 0 }
  const widths = { precision: 0, recall: 0 }
  const isIn = (truth: number, bounds: { low: number; high: number } | null) =>
    bounds !== null && truth >= bounds.low - 1e-9 && truth <= bounds.high + 1e-9 ? 1 / runs : 0
  for (let seed = 1; seed <= runs; seed++) {
    const { pairs, ...truth } = workedRun(seed, eachKind)
    const strata = strataOf(pairs, ({ isDrawn }) => isDrawn)
    const precision = precisionBounds(strata)!
    const recall = recallBounds({ strata, below: 0, unseen: 0 })!
    shares.precision += isIn(truth.precision, precision)
    shares.recall += isIn(truth.recall, recall)
    shares.questions += isIn(truth.questions, totalBounds(strata.filter(({ kind }) => kind === 'review')))
    widths.precision += (precision.high - precision.low) / runs
    widths.recall += (recall.high - recall.low) / runs
    // What all answers say, taken for a fair part of all questions.
    const all = { ...strataOf(asked(pairs), () => false)[0]!, ...wholeOf(asked(pairs)) }
    shares.byAnswers += isIn(truth.questions, totalBounds([all]))
  }
  return { shares, widths }
}

test('the truth lies in the bounds ninety-five times in a hundred, whichever pairs clerks look at first', () => {
  const { shares, widths } = held(600, 40)
  expect(shares.questions).toBeGreaterThan(0.95)
  expect(shares.precision).toBeGreaterThan(0.95)
  expect(shares.recall, 'both bounds at once are kept wide').toBeGreaterThan(0.95)
  expect(shares.byAnswers, 'the twin that takes answers as they come').toBeLessThan(0.2)
  expect(widths.precision).toBeLessThan(0.2)
  expect(widths.recall).toBeLessThan(0.25)
})

test('also where only a few were drawn', () => {
  const { shares } = held(300, 12)
  expect(shares.questions).toBeGreaterThan(0.95)
  expect(shares.precision).toBeGreaterThan(0.95)
  expect(shares.recall).toBeGreaterThan(0.95)
})

/** All questions as one band, with every answer heard. */
function wholeOf(pairs: readonly Pair[]): Pick<Stratum, 'size' | 'same' | 'differs'> {
  const answered = pairs.filter(({ isAnswered }) => isAnswered)
  const same = answered.filter(({ isSame }) => isSame).length
  return { size: pairs.length, same, differs: answered.length - same }
}

test('what is drawn whole is known, who is unsure widens, and a band nobody was asked about may be anything', () => {
  const band: Stratum = {
    ...{ kind: 'review', band: 0, size: 20, same: 12, differs: 8, unsure: 0, accepted: 12, waiting: 0 },
  }
  expect(totalBounds([band])).toEqual({ low: 12, high: 12 })
  expect(recallBounds({ strata: [band], below: 0, unseen: 0 })).toEqual({ low: 1, high: 1 })
  expect(recallBounds({ strata: [band], below: 4, unseen: 8 })).toEqual({ low: 0.5, high: 0.75 })
  expect(totalBounds([{ ...band, differs: 5, unsure: 3 }])).toEqual({ low: 12, high: 15 })
  const unasked = { ...band, band: -2, same: 0, differs: 0, accepted: 3, waiting: 9 }
  expect(totalBounds([band, unasked])).toEqual({ low: 15, high: 24 })
  expect(totalBounds([unasked])).toBeNull()
  expect(precisionBounds([band])).toBeNull()
})

test('each band is drawn from in proportion, none is forgotten, and no more than there are', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(300), { maxLength: 8 }), fc.nat(400), (sizes, wanted) => {
      const taken = allocate(sizes, wanted)
      const total = sizes.reduce((sum, size) => sum + size, 0)
      expect(taken.reduce((sum, n) => sum + n, 0)).toBe(Math.min(wanted, total))
      const bands = sizes.filter((size) => size > 0).length
      for (const [at, n] of taken.entries()) {
        expect(n).toBeLessThanOrEqual(sizes[at]!)
        if (sizes[at]! > 0 && wanted >= bands) expect(n).toBeGreaterThan(0)
        if (wanted <= total && total > 0)
          expect(n).toBeLessThanOrEqual(Math.ceil((wanted * sizes[at]!) / total) + 1)
      }
    }),
  )
})

test('bounds keep their order and stay within what there is', () => {
  const stratum = fc
    .record({
      kind: fc.constantFrom('link' as const, 'review' as const),
      same: fc.nat(20),
      differs: fc.nat(20),
      unsure: fc.nat(5),
      rest: fc.nat(100),
      waiting: fc.nat(40),
    })
    .map(({ rest, ...one }) => ({
      ...one,
      band: 0,
      accepted: one.same,
      size: one.same + one.differs + one.unsure + rest + one.waiting,
    }))
  fc.assert(
    fc.property(fc.array(stratum, { maxLength: 6 }), fc.nat(9), fc.nat(30), (strata, below, unseen) => {
      const most = strata.reduce((sum, { size }) => sum + size, 0)
      const total = totalBounds(strata)
      const recall = recallBounds({ strata, below, unseen })
      for (const [bounds, top] of [
        [total, most],
        [recall, 1],
      ] as const) {
        if (bounds === null) continue
        expect(bounds.low).toBeGreaterThanOrEqual(0)
        expect(bounds.low).toBeLessThanOrEqual(bounds.high + 1e-9)
        expect(bounds.high).toBeLessThanOrEqual(top + 1e-9)
      }
    }),
  )
})
