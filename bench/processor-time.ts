import { readdirSync, readFileSync } from 'node:fs'

/** Milliseconds of the processor a process has used, or a process with all its children. Linux only; else 0. */
export function processorMs(pid: number, withChildren = false): number {
  const own = statOf(pid)
  if (!own) return 0
  if (!withChildren) return own.ms
  const children = readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) ? (statOf(Number(name)) ?? []) : [],
  )
  const living = children.filter(({ parent }) => parent === pid).reduce((sum, { ms }) => sum + ms, 0)
  return own.ms + own.goneMs + living
}

/** The clock of the counters: a hundred ticks a second on every Linux Node runs on. */
const tickMs = 10

function statOf(pid: number): { parent: number; ms: number; goneMs: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [user = 0, system = 0, goneUser = 0, goneSystem = 0] = fields.slice(11, 15)
    return { parent: fields[1] ?? 0, ms: (user + system) * tickMs, goneMs: (goneUser + goneSystem) * tickMs }
  } catch {
    return null
  }
}
