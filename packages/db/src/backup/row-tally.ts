import { hash } from 'node:crypto'

/** How many rows a table has and a hash of them all that does not depend on their order. */
export interface TableTally {
  rows: number
  hash: string
}

/** Counts and hashes the lines of a COPY text stream as it passes. */
export interface RowTally {
  add(chunk: Buffer): void
  result(): TableTally
}

const lineEnd = 10
const lanes = 4

/**
 * Each row is hashed by itself and the hashes are added up, so that the same rows give the same sum in any order, and a
 * row that stands twice counts twice. Against tampering the seal guards, not this.
 */
export function tallyRows(): RowTally {
  const sums = new Uint32Array(lanes)
  let rows = 0
  let rest: Buffer = Buffer.alloc(0)
  const addRow = (line: Buffer) => {
    const digest = hash('sha256', line, 'buffer')
    for (let lane = 0; lane < lanes; lane++) sums[lane]! += digest.readUInt32LE(lane * 4)
    rows += 1
  }
  return {
    add(chunk) {
      const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      let from = 0
      for (let at = data.indexOf(lineEnd); at >= 0; at = data.indexOf(lineEnd, from)) {
        addRow(data.subarray(from, at))
        from = at + 1
      }
      rest = data.subarray(from)
    },
    result: () => ({ rows, hash: Buffer.from(sums.buffer).toString('hex') }),
  }
}

/** The tallies of two sides that differ, in plain numbers; empty when both hold the same. */
export interface TallyDifference {
  table: string
  expected: number
  found: number
}

/** Holds what should be there against what is. */
export function compareTallies(
  expected: ReadonlyMap<string, TableTally>,
  found: ReadonlyMap<string, TableTally>,
): TallyDifference[] {
  const tables = [...new Set([...expected.keys(), ...found.keys()])].sort()
  return tables
    .filter((table) => {
      const [a, b] = [expected.get(table), found.get(table)]
      return a?.rows !== b?.rows || a?.hash !== b?.hash
    })
    .map((table) => ({
      table,
      expected: expected.get(table)?.rows ?? 0,
      found: found.get(table)?.rows ?? 0,
    }))
}
