import { readFile } from 'node:fs/promises'
import { problem } from '@zhucan/kernel'
import { type CompareKind, compareKinds } from '@zhucan/matching'

/** Which of the two files of a match. */
export type Side = 'register' | 'file'

/** A column to compare, by the name the map gives it. */
export interface MappedColumn {
  readonly column: string
  readonly kind: CompareKind
}

/** What a MAP.json says: header → name for each side, and what to compare of files without Chinese identities. */
export interface MatchMap {
  readonly register: ReadonlyMap<string, string>
  readonly file: ReadonlyMap<string, string>
  readonly compare: readonly MappedColumn[]
}

/** Reads a MAP.json; without a path the map is empty. Throws Problem 'match.map-unreadable'. */
export async function readMatchMap(path: string | undefined): Promise<MatchMap> {
  if (path === undefined) return { register: new Map(), file: new Map(), compare: [] }
  const map = parse(path, await readText(path))
  const register = side(path, 'register', map.register)
  // Files of one kind have one kind of headers, so the register's names hold for the file where it has none.
  const file = new Map([...register, ...side(path, 'file', map.file)])
  return { register, file, compare: compared(path, map.compare) }
}

async function readText(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\ufeff/, '')
  } catch {
    throw problem('file.not-found', { path })
  }
}

function parse(path: string, text: string): Partial<Record<Side | 'compare', unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return value
  } catch (error) {
    const place = /line (\d+) column (\d+)/.exec((error as Error).message)
    if (place) throw unusable(path, `JSON ${place[1]}:${place[2]}`)
  }
  throw unusable(path, 'JSON { … }')
}

function side(path: string, name: Side, given: unknown): ReadonlyMap<string, string> {
  if (given === undefined || given === null) return new Map()
  if (!isRecord(given)) throw unusable(path, name)
  const entries = Object.entries(given).map(([header, meaning]) => {
    if (typeof meaning !== 'string') throw unusable(path, `${name}.${header}`)
    return [header.trim(), meaning.trim()] as const
  })
  return new Map(entries)
}

function compared(path: string, given: unknown): MappedColumn[] {
  if (given === undefined || given === null) return []
  if (!Array.isArray(given)) throw unusable(path, 'compare')
  const columns = given.map((one: unknown, at) => {
    const entry = typeof one === 'string' ? { column: one } : one
    if (!isRecord(entry) || typeof entry.column !== 'string') throw unusable(path, `compare[${at}]`)
    return { column: entry.column.trim(), kind: kindOf(path, `compare[${at}].kind`, entry.kind ?? 'text') }
  })
  return columns.filter(({ column }, at) => columns.findIndex((other) => other.column === column) === at)
}

function kindOf(path: string, at: string, given: unknown): CompareKind {
  const kind = compareKinds.find((known) => known === String(given).trim().toLowerCase())
  if (kind === undefined) throw unusable(path, at)
  return kind
}

/** The part of the map that is wrong is named, not what stands there. */
function unusable(path: string, at: string) {
  return problem('match.map-unreadable', { path, at })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
