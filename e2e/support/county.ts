import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DemoSummary, demoRegions, makeDemo } from '@zhucan/demo'
import { plainDate } from '@zhucan/kernel'

/** The day everything is judged on. */
export const day = plainDate('2026-11-21')
/** Rows of the invented county's register: enough for every state of the screens, few enough for seconds. */
export const persons = 1_000
const seed = 1

/** One line of a truth file by its columns. */
export type TruthLine = Readonly<Record<string, string>>

/** The workbooks of the invented county and what its maker knows about them. */
export interface County {
  readonly folder: string
  readonly register: string
  readonly code: string
  /** The 16 townships in the order of their codes. */
  readonly townships: readonly { readonly code: string; readonly name: string }[]
  /** Path of a department's list by its id, whatever the office wrote it as. */
  list(id: string): string
  /** What was made: rows of each file, clues of each rule. */
  readonly meta: DemoSummary
  /** A file of truth/, line by line. */
  truth(name: 'people' | 'links' | 'faults' | 'clues'): Promise<TruthLine[]>
}

/** Makes the county's workbooks in a folder; the same bytes every time. */
export async function makeCounty(folder: string): Promise<County> {
  const summary = await makeDemo({ persons, seed, day, out: folder })
  const regions = [...demoRegions(persons)]
  return {
    folder,
    register: join(folder, 'register.xlsx'),
    code: regions.find(({ level }) => level === 3)!.code,
    townships: regions.filter(({ level }) => level === 4),
    list: (id) => join(folder, summary.lists[id]!.file),
    meta: summary,
    truth: (name) => readLines(join(folder, 'truth', `${name}.csv`)),
  }
}

async function readLines(path: string): Promise<TruthLine[]> {
  const [header = '', ...lines] = (await readFile(path, 'utf8')).trim().split(/\r?\n/)
  const keys = header.replace(/^\uFEFF/, '').split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, i) => [keys[i] ?? '', value])))
}
