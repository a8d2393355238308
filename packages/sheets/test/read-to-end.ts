import { readFileSync } from 'node:fs'
import { isProblem } from '@zhucan/kernel'
import { type Limits, openWorkbook } from '../src/index.ts'

/** One file to be read and the limits it is read under. */
export interface ChildTask {
  path: string
  limits: Partial<Limits>
}

/** What became of one file. */
export interface ChildOutcome {
  /** Problem code; null where the file was read to the end; 'crash: …' for anything else. */
  code: string | null
  rows: number
  /** Of the processor: the machine that checks may be busy with other things. */
  seconds: number
  /** Peak resident memory of the whole process up to here, the run-time's own 60 to 70 MB included. */
  megabytes: number
}

async function readToEnd({ path, limits }: ChildTask): Promise<ChildOutcome> {
  const before = process.cpuUsage()
  let rows = 0
  let code: string | null = null
  try {
    const workbook = await openWorkbook(path, { limits })
    for (const { index } of workbook.sheets) for await (const _ of workbook.rows(index)) rows += 1
    await workbook.close()
  } catch (error) {
    code = isProblem(error) ? error.code : `crash: ${error}`
  }
  const { user, system } = process.cpuUsage(before)
  const seconds = (user + system) / 1e6
  return { code, rows, seconds, megabytes: peakMegabytes() }
}

/** `maxRSS` of a forked process begins with its parent's peak on Linux; the kernel's own figure does not. */
function peakMegabytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024
}

process.on('message', async (task: ChildTask) => {
  process.send?.(await readToEnd(task))
})
