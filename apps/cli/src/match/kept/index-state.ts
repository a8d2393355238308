import { createHash, createHmac } from 'node:crypto'
import type { KeptShares, KeptState, LinkModel } from '@zhucan/matching'
import type { LoadedSide } from '../load-sides.ts'
import type { Seal } from './sealed-file.ts'

/** What stands in `index.json`: everything about a kept index but the rows, which are sealed tables beside it. */
export interface IndexState {
  readonly format: 2
  /** Made anew with each index; names its tables. */
  readonly id: string
  /** Which program reads rows and weighs agreement so; another one must not use them. */
  readonly program: string
  readonly register: KeptRegister
  /** How common values are in the register. */
  readonly shares: KeptShares
  /** Trained with the first file; never again. */
  readonly model: LinkModel | null
  /** Seals of the tables, by name; those of a file begin with its name and a dot. */
  readonly tables: Readonly<Record<string, Seal>>
  /** Files that were matched, by the name of what they hold. */
  readonly files: Readonly<Record<string, KeptFile>>
}

/** The register as it was read. */
export interface KeptRegister {
  readonly name: string
  /** Hash of its bytes. */
  readonly hash: string
  /** Counts how often it was brought up to date. */
  readonly version: number
  readonly day: string
  /** The highest number a row has had; later rows have higher ones. */
  readonly lastRow: number
  readonly side: LoadedSide
  readonly usable: number
  /** Rows whose number a spreadsheet has rounded. */
  readonly rounded?: number
}

/** A file as it was matched. */
export interface KeptFile {
  readonly name: string
  /** Version of the register its links belong to, and the highest row number that had. */
  readonly register: number
  readonly lastRow: number
  readonly side: LoadedSide
  readonly usable: number
  readonly rounded?: number
  /** Null where the file lacks what linkage needs. */
  readonly linkage: KeptLinkage | null
}

/** How the rows without a usable number were linked. */
export interface KeptLinkage {
  readonly state: KeptState
  /** Whether persons found by number were left out. */
  readonly once: boolean
  readonly oneToOne: boolean
}

/** The text of `index.json`: the state and a mac over it, so that a changed one is told from a whole one. */
export function writeState(key: Buffer, state: IndexState): string {
  const text = JSON.stringify(state)
  return `${JSON.stringify({ key: keyMark(key), mac: macOf(key, text), state: text })}\n`
}

/** Reads what `writeState` wrote; says what is wrong with it instead. */
export function readState(key: Buffer, text: string): IndexState | 'damaged' | 'other-key' {
  try {
    const outer = JSON.parse(text) as Partial<Record<'key' | 'mac' | 'state', unknown>>
    if (typeof outer.state !== 'string' || typeof outer.key !== 'string') return 'damaged'
    if (outer.key !== keyMark(key)) return 'other-key'
    if (outer.mac !== macOf(key, outer.state)) return 'damaged'
    return JSON.parse(outer.state) as IndexState
  } catch {
    return 'damaged'
  }
}

/** Tells keys apart and gives nothing of them away. */
function keyMark(key: Buffer): string {
  return createHash('sha256').update('zhucan match index key').update(key).digest('hex').slice(0, 16)
}

function macOf(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}
