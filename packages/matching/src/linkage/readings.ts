import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Tables of how characters sound and which are the same: character → reading or plain form. */
export interface Readings {
  readonly sound: ReadonlyMap<string, string>
  readonly surname: ReadonlyMap<string, string>
  /** Surnames of two characters. */
  readonly compound: ReadonlyMap<string, string>
  readonly plain: ReadonlyMap<string, string>
}

let known: Readings | null = null

/** The tables in `data/`, read once. */
export function readings(): Readings {
  known ??= {
    sound: table('readings.txt', (signs) => [...signs]),
    surname: table('surname-readings.txt', (signs) => [...signs]),
    compound: table('surname-compounds.txt', (signs) => [signs]),
    plain: table('variants.txt', (signs) => [...signs]),
  }
  return known
}

function table(name: string, parts: (signs: string) => string[]): Map<string, string> {
  const text = readFileSync(join(import.meta.dirname, '../../data', name), 'utf8')
  const entries = text.split('\n').flatMap((line) => {
    const [head, signs] = line.split(' ')
    return head && signs ? parts(signs).map((sign) => [sign, head] as const) : []
  })
  return new Map(entries)
}
