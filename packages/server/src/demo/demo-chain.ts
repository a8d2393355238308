import { indicatorByCode, lastPeriod, periodAt } from '@zhucan/catalogue'
import { addDays, type PlainDate, regionLevel, regionRange } from '@zhucan/kernel'
import { findUser } from '../access/index.ts'
import { receiveEvidence } from '../clues/index.ts'
import { actOnReport, handIn, insertReportFile } from '../indicators/index.ts'
import { confirmNotice, decideItem, getNoticeItems, sendNotice, takePaper } from '../notices/index.ts'
import { makeDraft } from '../papers/index.ts'
import { type Ctx, inSession, type Server, type User } from '../platform/index.ts'
import {
  answerTarget,
  askReport,
  completeTask,
  createTarget,
  createTask,
  insertTaskFile,
  insertWatch,
  lockTask,
  passTaskDown,
  proposeFromNotice,
  remindTarget,
  reportProgress,
  splitTarget,
  stepTaskOn,
} from '../work/index.ts'
import { findChecker, findShares } from './demo-chain.store.ts'
import text from './demo-chain.text.json' with { type: 'json' }
import { listColleagues } from './demo-work.store.ts'

/** How a township of the demo stands with its share of the training; the last one tells of all further ones. */
const fates = ['locked', 'reviewed', 'red', 'orange', 'returned', 'waiting', 'due-soon'] as const
type Fate = (typeof fates)[number]

/** By which day a report is asked for, in days from the day of the demo. */
const reportIn: Partial<Record<Fate, number>> = {
  locked: -4,
  reviewed: -4,
  red: -12,
  orange: -3,
  'due-soon': 2,
}

// A photo, as far as anybody looks: one white point.
const photo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=',
  'base64',
)

interface Chain {
  server: Server
  user: User
  checker: User
  /** Somebody in each township, in order of place. */
  townships: [region: string, user: User][]
}

/**
 * Shows a plan of the county followed to its end: confirmed and sent down, its goals made into targets and split, shares in
 * every state, two townships that reported, others overdue, tasks with evidence, and the circular begun.
 */
export async function followPlan(server: Server, userId: string): Promise<void> {
  const user = await findUser(server, userId)
  if (!user) return
  const colleagues = [...(await listColleagues(server, regionRange(user.region)))]
  const chain: Chain = {
    ...{ server, user, checker: await findChecker(server, user) },
    townships: colleagues.filter(([region]) => regionLevel(region) === 4),
  }
  if (chain.townships.length === 0) return
  const notice = await takePlan(chain)
  const root = await setTargets(chain, notice)
  await answerShares(chain, root)
  await giveTasks(chain)
  await on(chain, user, 0, (ctx) =>
    makeDraft(ctx, { from: 'targets', targets: [root], period: { from: firstOf(ctx.day()), to: ctx.day() } }),
  )
}

const firstOf = (day: PlainDate): string => `${day.slice(0, 4)}-01-01`

/** The server as it was so many days ago. */
const ago = (server: Server, days: number): Server => ({
  ...server,
  now: () => server.now() - days * 86_400_000,
  day: () => addDays(server.day(), -days),
})

const on = <T>({ server }: Chain, who: User, days: number, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  inSession(ago(server, days), who, work)

async function takePlan(chain: Chain): Promise<string> {
  const inYear = (line: string) => line.replaceAll('{year}', chain.server.day().slice(0, 4))
  const bytes = Buffer.from(text.paper.map(inYear).join('\n'), 'utf8')
  const { id } = await takePaper(ago(chain.server, 40), chain.user, bytes, inYear(text.fileName))
  await on(chain, chain.user, 39, async (ctx) => {
    for (const { id: itemId, version } of await getNoticeItems(ctx, id, false))
      await decideItem(ctx, { noticeId: id, itemId, version }, { act: 'confirm' })
  })
  const confirmed = await on(chain, chain.user, 39, (ctx) => confirmNotice(ctx, { id, version: 1 }, true))
  await on(chain, chain.user, 38, (ctx) => sendNotice(ctx, { id, version: confirmed.version }, true))
  return id
}

/** Makes targets of the goals; the first is split to the townships, one is left a draft. Returns the split one. */
async function setTargets(chain: Chain, noticeId: string): Promise<string> {
  const { user } = chain
  const proposals = await on(chain, user, 37, (ctx) => proposeFromNotice(ctx, noticeId))
  const made: string[] = []
  for (const proposal of proposals.filter((each) => each.kind === 'target')) {
    const indicator = proposal.indicators[0]!
    const { id } = await on(chain, user, 37, (ctx) =>
      createTarget(ctx, {
        clause: { noticeId, itemId: proposal.itemId },
        ...{ indicator: indicator.code, unit: indicator.unit, form: proposal.form, value: proposal.value },
        ...{ periodFrom: proposal.periodFrom, periodTo: proposal.periodTo },
      }),
    )
    made.push(id)
  }
  for (const id of made.slice(0, 3))
    await on(chain, user, 36, (ctx) => answerTarget(ctx, { id, version: 1 }, 'confirm'))
  const root = made[0]!
  const receiveBy = addDays(chain.server.day(), -2)
  await on(chain, user, 36, (ctx) => splitTarget(ctx, root, { by: 'population', version: 2, receiveBy }))
  return root
}

async function answerShares(chain: Chain, root: string): Promise<void> {
  const shares = await on(chain, chain.user, 35, (ctx) => findShares(ctx, root))
  for (const [nth, share] of shares.entries()) {
    const low = chain.townships.find(([region]) => region === share.region)?.[1]
    if (low) await answerShare(chain, { ...share, low, fate: fates[Math.min(nth, fates.length - 1)]! })
  }
}

interface Share {
  id: string
  region: string
  low: User
  fate: Fate
}

async function answerShare(chain: Chain, { id, region, low, fate }: Share): Promise<void> {
  if (fate === 'waiting') return
  const { user } = chain
  await on(chain, low, 34, (ctx) => answerTarget(ctx, { id, version: 1 }, 'receive'))
  if (fate === 'returned') {
    await on(chain, low, 33, (ctx) => answerTarget(ctx, { id, version: 2 }, 'return', text.returned))
    return
  }
  await on(chain, low, 32, (ctx) => answerTarget(ctx, { id, version: 2 }, 'confirm'))
  const due = addDays(chain.server.day(), reportIn[fate] ?? 9)
  await on(chain, user, 25, (ctx) => askReport(ctx, { id, version: 3 }, due))
  if (fate === 'locked' || fate === 'reviewed')
    await report(chain, { region, low, isLocked: fate === 'locked' })
  if (fate !== 'red') return
  await on(chain, user, 5, (ctx) => remindTarget(ctx, { id, version: 4 }, text.reminder))
  await on(chain, user, 2, (ctx) => insertWatch(ctx, { kind: 'target', pieceId: id, reason: text.watch }))
}

async function report(chain: Chain, asked: { region: string; low: User; isLocked: boolean }): Promise<void> {
  const { region, low, isLocked } = asked
  const sent = await receivePhoto(chain.server)
  const { id } = await on(chain, low, 0, async (ctx) => {
    const file = await insertReportFile(ctx, region, sent)
    const numerator = isLocked ? '46' : '31'
    const typed = { indicator: 'vocational-training', region, period: periodOf(ctx.day()), numerator }
    return handIn(ctx, { ...typed, evidence: text.evidence, files: [file.id] }, 'submit')
  })
  await on(chain, chain.checker, 0, (ctx) => actOnReport(ctx, id, 'review', { revision: 1 }))
  if (isLocked) await on(chain, chain.user, 0, (ctx) => actOnReport(ctx, id, 'lock', { revision: 2 }))
}

/** The last period of the year that is over; in its first one the one that runs. */
function periodOf(day: PlainDate): string {
  const indicator = indicatorByCode('vocational-training')!
  const kind = indicator.source === 'reported' ? indicator.period : 'quarter'
  const { code } = lastPeriod(kind, day)
  return code.startsWith(day.slice(0, 4)) ? code : periodAt(kind, day).code
}

/** A task that was handed on: one township is done, one on its way, the others late. */
async function giveTasks(chain: Chain): Promise<void> {
  const { user, townships } = chain
  const { title, what } = text.task
  const inYear = (line: string) => line.replaceAll('{year}', chain.server.day().slice(0, 4))
  const dueOn = addDays(chain.server.day(), -2)
  const { id } = await on(chain, user, 20, (ctx) =>
    createTask(ctx, { title: inYear(title), what: inYear(what), dueOn }),
  )
  const regions = townships.slice(0, 4).map(([region]) => region)
  await on(chain, user, 20, (ctx) => passTaskDown(ctx, { id, version: 1 }, { regions }))
  const parts = await on(chain, user, 20, (ctx) => findShares(ctx, id, 'task'))
  const [done, going] = parts.map((part) => ({
    id: part.id,
    low: townships.find(([region]) => region === part.region)![1],
  }))
  for (const part of [done, going])
    if (part) await on(chain, part.low, 18, (ctx) => stepTaskOn(ctx, { id: part.id, version: 1 }, 'receive'))
  if (going)
    await on(chain, going.low, 6, (ctx) =>
      reportProgress(ctx, { id: going.id, version: 2 }, { note: text.progress, files: [] }),
    )
  if (!done) return
  const sent = await receivePhoto(chain.server)
  await on(chain, done.low, 4, async (ctx) => {
    const file = await insertTaskFile(ctx, await lockTask(ctx, done.id), sent)
    await completeTask(ctx, { id: done.id, version: 2 }, { note: text.done, files: [file.id] })
  })
}

const receivePhoto = (server: Server) =>
  receiveEvidence(
    server,
    new Request('http://demo.invalid/', {
      method: 'POST',
      body: new Uint8Array(photo),
      headers: { 'x-file-name': encodeURIComponent(text.photo) },
    }),
  )
