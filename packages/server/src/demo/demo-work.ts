import { ruleById } from '@zhucan/catalogue'
import { addDays, regionLevel, regionRange } from '@zhucan/kernel'
import { findUser } from '../access/index.ts'
import {
  answerClue,
  closeClue,
  handleClue,
  issueMany,
  passUpMany,
  receiveMany,
  returnClue,
  takeClue,
} from '../clues/index.ts'
import { type Ctx, inSession, type Server, type User } from '../platform/index.ts'
import { type DemoClue, listColleagues, staffCounty, takeDemoClues } from './demo-work.store.ts'
import text from './demo-work.text.json' with { type: 'json' }

/** How far a clue of the demo has come; the numbers are days back from the demo's day. */
interface Fate {
  /** Sent to this level so many days ago, due so many days ago (below zero: still to come). */
  to: 4 | 5
  issued: number
  due: number
  steps: readonly ('receive' | 'verify' | 'answer' | 'pass-up' | 'handle' | 'close' | 'return')[]
  verdict?: 'true' | 'false' | 'unknown'
}

const fates: readonly Fate[] = [
  { to: 4, issued: 3, due: -12, steps: [] },
  { to: 4, issued: 18, due: 2, steps: [] },
  { to: 4, issued: 14, due: -1, steps: ['receive'] },
  { to: 4, issued: 26, due: 11, steps: ['receive'] },
  { to: 5, issued: 2, due: -8, steps: [] },
  { to: 5, issued: 12, due: -2, steps: ['receive'] },
  { to: 5, issued: 14, due: 4, steps: ['receive', 'verify'] },
  { to: 5, issued: 24, due: 14, steps: ['receive', 'verify'] },
  { to: 5, issued: 9, due: -1, steps: ['receive', 'answer'], verdict: 'true' },
  { to: 5, issued: 10, due: 0, steps: ['receive', 'answer', 'return'], verdict: 'unknown' },
  { to: 5, issued: 16, due: 6, steps: ['receive', 'answer', 'pass-up'], verdict: 'true' },
  { to: 5, issued: 17, due: 7, steps: ['receive', 'answer', 'pass-up'], verdict: 'false' },
  { to: 5, issued: 20, due: 10, steps: ['receive', 'answer', 'pass-up', 'handle'], verdict: 'true' },
  { to: 5, issued: 24, due: 14, steps: ['receive', 'answer', 'pass-up', 'handle', 'close'], verdict: 'true' },
  { to: 5, issued: 22, due: 12, steps: ['receive', 'answer', 'pass-up', 'close'], verdict: 'false' },
]

/** The first fate that leaves a clue with a village: a village with few clues starts here. */
const atVillage = fates.findIndex(({ to, steps }) => to === 5 && steps.length === 0)

/**
 * Makes the demo county look like one that has worked with its clues for a month: every office has somebody, and clues
 * stand everywhere on their way, in time and overdue. All of it is done by the very actions the people have.
 */
export async function workOnClues(server: Server, userId: string, each = 24): Promise<void> {
  const user = await findUser(server, userId)
  if (!user) return
  const county = regionRange(user.region)
  // The village whose commissioner can log in gets its full share, whatever the others have.
  const village =
    [...(await listColleagues(server, county)).keys()].find((region) => regionLevel(region) === 5) ?? ''
  await staffCounty(server, county, addDays(server.day(), -365), (level, nth) => ({
    name: `${text.names[nth % text.names.length]}${text.given[level - 4]}`,
    role: level === 4 ? 'caseworker' : 'commissioner',
    office: text.offices[level],
  }))
  const colleagues = await listColleagues(server, county)
  const since = addDays(server.day(), -28)
  const clues = await inSession(server, user, (ctx) => takeDemoClues(ctx, { each, village, since }))
  const office: DemoOffice = { server, user, colleagues }
  const told = Map.groupBy(clues, ({ place }) => place === village)
  for (const [isHome, some] of told)
    for (const [index, fate] of fates.entries()) {
      const first = isHome ? atVillage : 0
      await walk(
        office,
        fate,
        some.filter((_, nth) => (nth + first) % fates.length === index),
      )
    }
}

interface DemoOffice {
  server: Server
  user: User
  colleagues: Map<string, User>
}

/** Does something as somebody, so many days ago. */
function asOn<T>({ server }: DemoOffice, who: User, ago: number, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const then = {
    ...server,
    now: () => server.now() - ago * 86_400_000,
    day: () => addDays(server.day(), -ago),
  }
  return inSession(then, who, work)
}

async function walk(office: DemoOffice, fate: Fate, clues: DemoClue[]): Promise<void> {
  const due = addDays(office.server.day(), -fate.due)
  const named = clues.map(({ id }) => ({ id, version: 1 }))
  if (named.length === 0) return
  await asOn(office, office.user, fate.issued, (ctx) =>
    issueMany(ctx, { clues: named }, { to: fate.to, due }),
  )
  let ago = fate.issued
  let version = 2
  for (const step of fate.steps) {
    ago = Math.max(0, ago - 2)
    for (const [place, here] of Map.groupBy(clues, ({ place: village }) => village))
      await stepAt(office, { step, ago, version, place, fate }, here)
    version++
  }
}

interface Step {
  step: Fate['steps'][number]
  ago: number
  version: number
  place: string
  fate: Fate
}

/** One step with the clues of one village, by whoever has them there. */
async function stepAt(office: DemoOffice, { step, ago, version, place, fate }: Step, clues: DemoClue[]) {
  const township = `${place.slice(0, 9)}000`
  const low = office.colleagues.get(fate.to === 5 ? place : township)
  const who = { receive: low, verify: low, answer: low, 'pass-up': office.colleagues.get(township) }
  const user =
    step === 'return'
      ? office.colleagues.get(township)
      : { ...who, handle: office.user, close: office.user }[step]
  if (!user) return
  const named = clues.map(({ id }) => ({ id, version }))
  await asOn(office, user, ago, async (ctx) => {
    if (step === 'receive') return receiveMany(ctx, { clues: named })
    if (step === 'pass-up') return passUpMany(ctx, { clues: named })
    for (const clue of clues) await stepOne(ctx, step, { ...clue, version }, fate)
  })
}

async function stepOne(
  ctx: Ctx,
  step: Exclude<Step['step'], 'receive' | 'pass-up'>,
  clue: DemoClue & { version: number },
  { verdict = 'true' }: Fate,
): Promise<unknown> {
  const finding = {
    visit: verdict === 'unknown' ? 'not-met' : 'home',
    visitedOn: ctx.day(),
    files: [],
  } as const
  switch (step) {
    case 'verify':
      return takeClue(ctx, clue, 'verify')
    case 'answer':
      return answerClue(ctx, clue, {
        ...{ ...finding, verdict, files: [...finding.files], text: text.findings[verdict] },
        factId: clue.proof ?? undefined,
      })
    case 'return':
      return returnClue(ctx, clue, text.returned)
    case 'close':
      return closeClue(ctx, clue)
    case 'handle': {
      const kind = handlingOf(clue.kind)
      return handleClue(ctx, clue, { kind, decision: text.decisions[kind], basis: text.basis })
    }
  }
}

function handlingOf(rule: string): 'stop' | 'add' | 'correct' | 'refer' {
  const kinds = {
    undue: 'stop',
    missed: 'add',
    expiry: 'correct',
    risk: 'refer',
    household: 'refer',
  } as const
  return kinds[ruleById(rule)?.kind ?? 'risk']
}
