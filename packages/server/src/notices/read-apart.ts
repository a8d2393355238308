import { type ChildProcess, fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { type ProblemCode, problem } from '@zhucan/kernel'
import type { ReadDocument } from '@zhucan/reading'
import type { PaperKind } from '@zhucan/reading-files'
import { withPrivateFile } from '../platform/private-file.ts'
import { openTurns } from '../platform/turns.ts'

/** A file as it was read: masked text, clear text where something was masked, and what the text says. */
export interface ReadFile {
  kind: PaperKind
  text: string
  clear: string | null
  reading: ReadDocument
}

/** What the reading process answers. */
export type ReadApart = ReadFile | { problem: ProblemCode }

/** What one file may take before its reading is ended. */
export interface ReadingLimits {
  /** Of the processor; a computer that is busy with other things gets six times as long by the clock. */
  milliseconds: number
  megabytes: number
}

const usual: ReadingLimits = { milliseconds: 20_000, megabytes: 1_200 }
const entry = join(import.meta.dirname, 'reading-process.ts')
const turns = openTurns({ width: 2, longest: 40 })

/**
 * Reads a stranger's file in a process of its own that may write nothing, start nothing and reach no network; it is
 * killed when it takes too long or too much. Without a name it is pasted text. Problems 'document.*'.
 */
export function readApart(bytes: Uint8Array, fileName: string | null, limits = usual): Promise<ReadFile> {
  // Its name stays here: others on the machine see what a process is called with.
  const name = fileName === null ? 'pasted' : `file${extname(fileName).slice(0, 8)}`
  return turns('reading', () =>
    withPrivateFile(bytes, async (path) => {
      const answer = await ask(path, name, limits)
      if ('problem' in answer) throw problem(answer.problem)
      return answer
    }),
  )
}

function ask(path: string, name: string, limits: ReadingLimits): Promise<ReadApart> {
  const reader = fork(entry, [path, name], {
    env: {},
    execArgv: [
      '--permission',
      '--allow-fs-read=*',
      `--max-old-space-size=${Math.ceil(limits.megabytes / 2)}`,
    ],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  return new Promise((resolve) => {
    const end = (answer: ReadApart) => {
      clearTimeout(clock)
      clearInterval(scale)
      reader.kill('SIGKILL')
      resolve(answer)
    }
    const tooSlow = () => end({ problem: 'document.too-slow' })
    const clock = setTimeout(tooSlow, limits.milliseconds * 6)
    const scale = setInterval(async () => {
      if ((await megabytesOf(reader)) > limits.megabytes) end({ problem: 'document.unsafe' })
      if ((await workOf(reader)) > limits.milliseconds) tooSlow()
    }, 50)
    reader.once('message', (answer) => end(answer as ReadApart))
    reader.once('error', () => end({ problem: 'document.broken' }))
    // Gone without a word: it asked for more than it may have.
    reader.once('exit', () => end({ problem: 'document.unsafe' }))
  })
}

/** Milliseconds that processors worked for a process. Linux only, which counts them in hundredths of a second. */
export async function workOf({ pid }: Pick<ChildProcess, 'pid'>): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name, in brackets, may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10
}

/** What a process holds in memory; buffers outside the heap count, which no option of Node limits. Linux only. */
async function megabytesOf({ pid }: ChildProcess): Promise<number> {
  const pages = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '')
  return (Number(pages.split(' ')[1] ?? 0) * 4_096) / 1_048_576
}
