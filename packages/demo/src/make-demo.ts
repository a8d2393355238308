import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PlainDate } from '@zhucan/kernel'
import { listKinds } from './lists/index.ts'
import { type ListSummary, listFileName, writeList } from './lists/write-list.ts'
import { makePlan, type Plan } from './plan.ts'
import { type RegisterSummary, writeRegister } from './register/write-register.ts'
import { closeTruth, openTruth, type Truth } from './truth/truth.ts'
import { openTruthFile } from './truth/truth-file.ts'
import { type ClueCounts, writeClues } from './truth/write-clues.ts'

/** How far the making is: rows (lists) or households (register, clues) of the present phase. */
export interface DemoProgress {
  phase: string
  done: number
}

/** What to make, and where; the folder is made, files in it are overwritten. */
export interface DemoOptions {
  /** Register rows: up to 20,000 one county, above that a city. */
  persons: number
  seed: number
  day: PlainDate
  out: string
  onProgress?(progress: DemoProgress): void
}

/** What was made; the same object stands in truth/meta.json. */
export interface DemoSummary {
  persons: number
  seed: number
  day: PlainDate
  register: RegisterSummary
  lists: Record<string, ListSummary>
  faults: number
  variants: number
  clues: ClueCounts
}

const PROGRESS_STEP = 5_000

/**
 * Makes an invented county or city: register workbook, seven department lists with the faults of real ones, the
 * regions they lie in, and the truth beside them. The same options give the same bytes.
 */
export async function makeDemo({ persons, seed, day, out, onProgress }: DemoOptions): Promise<DemoSummary> {
  const plan = makePlan({ persons, seed, day })
  const folder = join(out, 'truth')
  await mkdir(join(out, 'lists'), { recursive: true })
  await mkdir(folder, { recursive: true })
  const truth = openTruth(folder)
  const count = (phase: string) => counter(phase, onProgress)
  const register = await writeRegister(plan, {
    path: join(out, 'register.xlsx'),
    truth,
    onHousehold: count('register'),
  })
  const lists = await writeLists(plan, { out, truth, count })
  const clues = await writeClues(plan, truth, count('clues'))
  await writeRegions(plan, join(out, 'regions.csv'))
  const faults = truth.faults.count()
  const summary: DemoSummary = {
    persons,
    seed,
    day,
    register,
    lists,
    faults,
    variants: truth.variants.count(),
    clues,
  }
  await closeTruth(truth)
  await writeFile(join(folder, 'meta.json'), `${JSON.stringify(summary, null, 2)}\n`)
  return summary
}

interface ListsRun {
  out: string
  truth: Truth
  count(phase: string): () => void
}

async function writeLists(plan: Plan, { out, truth, count }: ListsRun): Promise<Record<string, ListSummary>> {
  const lists: Record<string, ListSummary> = {}
  for (const kind of listKinds) {
    lists[kind.id] = await writeList(kind, plan, {
      path: join(out, listFileName(kind)),
      truth,
      onRow: count(kind.id),
    })
  }
  return lists
}

async function writeRegions({ area }: Plan, path: string): Promise<void> {
  const file = openTruthFile(path, ['code', 'name'])
  for (const { code, name } of area.regions) await file.row(code, name)
  await file.end()
}

function counter(phase: string, onProgress: DemoOptions['onProgress']): () => void {
  let done = 0
  onProgress?.({ phase, done })
  return () => {
    done++
    if (done % PROGRESS_STEP === 0) onProgress?.({ phase, done })
  }
}
