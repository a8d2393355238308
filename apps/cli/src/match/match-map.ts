import { readFile } from 'node:fs/promises'
import { problem } from '@zhucan/kernel'

/** Which of the two files of a match. */
export type Side = 'register' | 'file'

/** Header → what the column means, for each side, as a MAP.json says; `compare` belongs to linkage without numbers. */
export interface MatchMap {
  readonly register: ReadonlyMap<string, string>
  readonly file: ReadonlyMap<string, string>
}

/** Reads a MAP.json; without a path the map is empty. Throws Problem 'match.map-unreadable'. */
export async function readMatchMap(path: string | undefined): Promise<MatchMap> {
  if (path === undefined) return { register: new Map(), file: new Map() }
  const map = parse(path, await readText(path))
  return { register: side(path, map.register), file: side(path, map.file) }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    throw problem('file.not-found', { path })
  }
}

function parse(path: string, text: string): Partial<Record<Side, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Told below, in words of ours.
  }
  throw problem('match.map-unreadable', { path })
}

function side(path: string, given: unknown): ReadonlyMap<string, string> {
  const entries = Object.entries((given ?? {}) as object)
  if (entries.some(([, meaning]) => typeof meaning !== 'string'))
    throw problem('match.map-unreadable', { path })
  return new Map(entries.map(([header, meaning]) => [header.trim(), meaning]))
}
