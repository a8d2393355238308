import { type Analysis, openAnalysis } from '@zhucan/analysis'
import { endsBenefit, type LinkState } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import {
  assignPairs,
  identityPlan,
  identityThresholds,
  type LinkReport,
  looksOneToOne,
  readPersonName,
  scoreSides,
} from '@zhucan/matching'
import { openRawList, openRegionResolver, type RawRow } from '../imports/index.ts'
import { type Ctx, inSession, insertAudit, type Server, setProgress, type User } from '../platform/index.ts'
import { asProblem } from '../platform/problem-response.ts'
import { carriedOn } from './carried-on.ts'
import { type Dropped, dropChanged } from './changed-people.ts'
import { readEvidence } from './evidence.ts'
import { appendSide, type FoundPair, readLinks, readReview, readScores, sides } from './linkage.store.ts'
import { type Identity, identityOfRow, memoryKey, placeOfRow } from './list-side.ts'
import { type Remembered, readMemory } from './memory.store.ts'
import { closeOpenPairs, insertPairs, type NewPair, type OpenQuestion } from './pairs.store.ts'
import { looksOneRowAPerson } from './people.store.ts'
import { appendPeople, type ComparedPerson, digitEngine } from './people-side.ts'
import { measureQuality, type RowTraits } from './quality.ts'
import { failRun, findModel, finishRun, getRun, type LinkRun, regionNames } from './runs.store.ts'

/** Looks for the people behind the rows of a list that no number led from: all of it or nothing. */
export async function runLinking(server: Server, runId: string, user: User): Promise<void> {
  const tell = (phase: string, state = 'running') =>
    inSession(server, user, (ctx) => setProgress(ctx, runId, { phase, done: 0, total: null, state }))
  try {
    await tell('reading')
    await inSession(server, user, (ctx) => linkList(ctx, runId))
    await tell('done', 'done')
  } catch (error) {
    const wrong = asProblem(error, runId, console.error)
    await inSession(server, user, (ctx) =>
      failRun(ctx, runId, { code: wrong.code, params: { ...wrong.params } }),
    )
    await tell('failed', 'failed')
  }
}

/** A row of the list as a run knows it. */
interface ListedRow extends RowTraits {
  sheet: number
  row: number
  needsTwo: boolean
  memoryKey: string
}

async function linkList(ctx: Ctx, runId: string): Promise<void> {
  const run = await getRun(ctx, runId)
  if (run.state !== 'running') return
  const analysis = await openAnalysis(await digitEngine(ctx))
  try {
    const standing = await dropChanged(ctx, run.listId)
    const open = await closeOpenPairs(ctx, run.listId, runId)
    const rows = await bringList(ctx, analysis, run)
    const known = await looksOneRowAPerson(ctx, run.listId)
    const people = await appendPeople(
      ctx,
      analysis,
      sides.left,
      known === true ? { listId: run.listId } : null,
    )
    const { report, modelFrom } = await score(ctx, analysis, rows.hasBirth)
    const oneToOne = known ?? (await looksOneToOne(analysis, identityThresholds.link))
    await assignPairs(analysis, identityThresholds, oneToOne)
    const memory = await readMemory(ctx, run.fileType, run.region)
    const pairs = await decidedPairs(analysis, { rows: rows.rows, people, memory, open: byPlace(open) })
    const linked = await insertPairs(ctx, { id: runId, listId: run.listId }, pairs)
    await finish(ctx, analysis, {
      runId,
      report,
      modelFrom,
      oneToOne,
      pairs,
      linked,
      standing,
      rows: rows.rows,
      keptRows: rows.kept,
      people: people.length,
    })
  } finally {
    await analysis.close()
  }
}

async function bringList(ctx: Ctx, analysis: Analysis, { listId, reason }: LinkRun) {
  const list = await openRawList(ctx, listId)
  requireColumns(list.columns)
  const resolver = openRegionResolver(ctx)
  const regionOf = (text: string) => resolver.get(text).code
  const rows: ListedRow[] = []
  const take = (raw: RawRow): Identity => {
    const identity = identityOfRow(raw, regionOf)
    rows.push({
      sheet: raw.sheet,
      row: raw.row,
      ...traitsOf(identity),
      needsTwo: endsBenefit(list.file, raw.fields),
      memoryKey: memoryKey(ctx.keyring, identity).toString('hex'),
    })
    return identity
  }
  const count = await appendSide(analysis, sides.right, prepared(list.unmatched(), resolver), take)
  // Asked for by nobody, a search that has nothing to do is no fault.
  if (count === 0 && reason === 'asked') throw problem('link.nothing-left')
  const kept = new Map<string, RowTraits>()
  for await (const raw of prepared(list.linked(), resolver))
    kept.set(placeOf(raw), traitsOf(identityOfRow(raw, regionOf)))
  return { rows, kept, hasBirth: list.columns.has('birth') }
}

/** What the quality of a row is counted by: its township and the form of its name. */
const traitsOf = ({ region, name }: Identity): RowTraits => ({
  region: region === '' ? '' : `${region.slice(0, 9)}000`,
  form: readPersonName(name)?.form ?? 'none',
})

/** Looks up the places of rows before they are read, some hundred at a time. */
async function* prepared(
  rows: AsyncIterable<RawRow>,
  resolver: { prepare(texts: Iterable<string>): Promise<void> },
): AsyncGenerator<RawRow> {
  let waiting: RawRow[] = []
  const flush = async () => {
    await resolver.prepare(waiting.map(placeOfRow).filter((text) => text !== ''))
    const ready = waiting
    waiting = []
    return ready
  }
  for await (const row of rows) {
    waiting.push(row)
    if (waiting.length === 500) yield* await flush()
  }
  yield* await flush()
}

/** Names alone tell nobody apart. */
function requireColumns(columns: ReadonlySet<string>): void {
  const more = [
    'birth',
    'region',
    'hukouRegion',
    'address',
    'phone',
    'personPhone',
    'householdPhone',
    'idNumber',
    'certificateNumber',
  ]
  if (!columns.has('name') || !more.some((key) => columns.has(key))) throw problem('link.nothing-to-compare')
}

/** Scores with the model this area has; only where there is none one is learnt, and kept. */
async function score(
  ctx: Ctx,
  analysis: Analysis,
  birthColumn: boolean,
): Promise<{ report: LinkReport; modelFrom: string | null }> {
  const plan = identityPlan({ birthColumn })
  const kept = await findModel(ctx, plan.id)
  const report = await scoreSides(analysis, {
    plan,
    sides,
    trainedOn: `lists and register of ${ctx.user.region} on ${ctx.day()}`,
    ...(kept && { model: kept.model }),
  })
  return { report, modelFrom: report.trained ? null : (kept?.runId ?? null) }
}

interface Known {
  rows: readonly ListedRow[]
  people: readonly ComparedPerson[]
  memory: ReadonlyMap<string, Remembered>
  open: ReadonlyMap<string, OpenQuestion>
}

const byPlace = (open: readonly OpenQuestion[]) =>
  new Map(open.map((one) => [`${placeOf(one)} ${one.personId}`, one]))

async function decidedPairs(analysis: Analysis, known: Known): Promise<NewPair[]> {
  const links = await readLinks(analysis)
  const review = await readReview(analysis)
  const rivals = new Map<number, number>()
  for (const { row } of review) rivals.set(row, (rivals.get(row) ?? 0) + 1)
  const pairs = [
    ...links.map((found) => newPair(found, known, { proposed: 'linked', rivals: 1 })),
    ...review.map((found) =>
      newPair(found, known, { proposed: 'review', rivals: rivals.get(found.row) ?? 1 }),
    ),
  ]
  const settled = new Set(pairs.filter(({ state }) => state === 'accepted').map(placeOf))
  return pairs.map((pair) =>
    pair.state === 'review' && settled.has(placeOf(pair)) ? { ...pair, state: 'superseded' } : pair,
  )
}

const placeOf = ({ sheet, row }: { sheet: number; row: number }) => `${sheet} ${row}`

/** A decision of before holds; a link that may end a benefit is never the program's own. */
function newPair(
  found: FoundPair,
  { rows, people, memory, open }: Known,
  { proposed, rivals }: { proposed: 'linked' | 'review'; rivals: number },
): NewPair {
  const row = rows[found.row]!
  const { id: personId, mark } = people[found.person]!
  const fresh: LinkState = proposed === 'linked' && !row.needsTwo ? 'linked' : 'review'
  const before = {
    memory: memory.get(`${row.memoryKey} ${personId}`),
    open: open.get(`${placeOf(row)} ${personId}`),
  }
  const { state, decidedBy } = carriedOn({ fresh, weight: found.weight, mark }, before)
  const evidence = readEvidence(found.evidence)
  if (state === 'accepted') evidence.push({ comparison: 'memory', level: 'remembered', bits: 0 })
  return {
    sheet: row.sheet,
    row: row.row,
    personId,
    weight: found.weight,
    rivals,
    guarded: found.evidence.includes('; needs a person'),
    needsTwo: row.needsTwo,
    remembered: before.memory !== undefined,
    state,
    evidence,
    seen: mark.toString('hex'),
    decidedBy,
  }
}

/** Whether the program itself would link the pair; of some lists people have the last word all the same. */
const isSure = ({ weight, guarded, rivals, state }: NewPair) =>
  state === 'accepted' ||
  (weight >= identityThresholds.link && !guarded && rivals === 1 && state !== 'rejected')

interface Finished {
  standing: Dropped
  keptRows: ReadonlyMap<string, RowTraits>
  runId: string
  report: LinkReport
  modelFrom: string | null
  oneToOne: boolean
  pairs: readonly NewPair[]
  linked: number
  rows: readonly ListedRow[]
  people: number
}

async function finish(ctx: Ctx, analysis: Analysis, work: Finished): Promise<void> {
  const { runId, report, rows, linked, standing } = work
  const quality = await qualityOf(analysis, work)
  const names = await regionNames(
    ctx,
    quality.groups.map(({ key }) => key),
  )
  const review = work.pairs.filter(({ state }) => state === 'review').length
  const counts = {
    rows: rows.length,
    people: work.people,
    pairs: report.pairs,
    linked,
    review,
    ...stayed(standing),
  }
  await finishRun(ctx, runId, {
    oneToOne: work.oneToOne,
    model: report.model,
    modelFrom: work.modelFrom,
    counts,
    rules: [
      ...report.rules.map(({ rule, pairs }) => ({ id: rule.id, pairs, refused: false })),
      ...report.refused.map(({ rule, pairs }) => ({ id: rule.id, pairs, refused: true })),
    ],
    quality: {
      ...quality,
      groups: quality.groups.map((group) => ({ ...group, name: names.get(group.key) ?? group.key })),
    },
  })
  await insertAudit(ctx, {
    action: 'link.run',
    subjectKind: 'link-run',
    subjectId: runId,
    details: { ...counts, model: report.model.version },
  })
}

const stayed = ({ kept, dropped }: Dropped) => ({ kept: kept.length, dropped })

/** The quality of the list as it stands now: rows of this run, and those whose links of before stay. */
async function qualityOf(analysis: Analysis, { pairs, rows, standing, keptRows }: Finished) {
  const places = new Map(rows.map((row, at) => [placeOf(row), at]))
  const sure = new Set(pairs.filter(isSure).map((pair) => places.get(placeOf(pair))!))
  const all: RowTraits[] = [...rows]
  const scores = await readScores(analysis)
  for (const { sheet, row, weight, state } of standing.kept) {
    const at = all.push(keptRows.get(placeOf({ sheet, row })) ?? { region: '', form: 'none' }) - 1
    sure.add(at)
    scores.push({ row: at, weight, probability: state === 'accepted' ? 1 : 1 / (1 + 2 ** -weight) })
  }
  return measureQuality(scores, all, sure)
}
