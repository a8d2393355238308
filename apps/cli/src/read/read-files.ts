import { writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { isProblem, type Problem } from '@zhucan/kernel'
import { type ReadDocument, readNotice } from '@zhucan/reading'
import { type PaperKind, readPaper } from '@zhucan/reading-files'
import { makeFolder } from '../places/check-places.ts'
import { wrongUse } from '../wrong-use.ts'

/** What became of one file. */
export type FileOutcome =
  | {
      readonly file: string
      readonly kind: PaperKind
      readonly json: string
      readonly text: string
      readonly found: Counts
    }
  | { readonly file: string; readonly problem: Problem }
  | { readonly file: string; readonly sameName: true }

/** How much was found in a paper. */
export interface Counts {
  readonly targets: number
  readonly facts: number
  readonly deadlines: number
  readonly responsibilities: number
  readonly personal: number
  readonly doubts: number
}

/** Reads each file and writes NAME.json and NAME.txt into a folder; a file that cannot be read stops no other. */
export async function readFiles(
  files: readonly string[],
  out: string,
  onFile: (file: string, at: number) => void,
): Promise<FileOutcome[]> {
  if (files.some((file) => resolve(dirname(file)) === resolve(out))) throw wrongUse('sameFolder')
  await makeFolder('out', out)
  const outcomes: FileOutcome[] = []
  const taken = new Set<string>()
  for (const [index, file] of files.entries()) {
    onFile(basename(file), index + 1)
    const name = basename(file, extname(file))
    outcomes.push(taken.has(name) ? { file, sameName: true } : await readOne(file, join(out, name)))
    taken.add(name)
  }
  return outcomes
}

async function readOne(file: string, target: string): Promise<FileOutcome> {
  try {
    const { kind, text } = await readPaper(file)
    const read = readNotice(text)
    const paths = { json: `${target}.json`, text: `${target}.txt` }
    await writeFile(paths.text, text)
    await writeFile(paths.json, `${JSON.stringify(read, null, 1)}\n`)
    return { file, kind, ...paths, found: countsOf(read) }
  } catch (error) {
    if (isProblem(error)) return { file, problem: error }
    throw error
  }
}

function countsOf({ items, personalData, doubts }: ReadDocument): Counts {
  const count = (kind: string) => items.filter((item) => item.kind === kind).length
  return {
    targets: count('target'),
    facts: count('fact'),
    deadlines: count('deadline'),
    responsibilities: count('responsibility'),
    personal: personalData.length,
    doubts: doubts.length,
  }
}
