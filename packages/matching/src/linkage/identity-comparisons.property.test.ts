import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAnalysis } from '@zhucan/analysis'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { duckdb } from './dialect.ts'
import { identityComparisons } from './identity-comparisons.ts'
import { identityFields } from './identity-fields.ts'
import { columnSql } from './identity-words.ts'

const field = identityFields(duckdb).find(({ source }) => source === 'number')!
const { levels } = identityComparisons(duckdb).find(({ id }) => id === 'id-tail')!

const digit = fc.integer({ min: 0, max: 3 })
const tail = fc
  .tuple(digit, digit, digit, fc.constantFrom('0', '1', '2', '3', 'X'))
  .map((parts) => parts.join(''))

it('tails as numbers slip as their texts do: one place, or two neighbours that changed places', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'zhucan-tails-'))
  try {
    await using analysis = await openAnalysis({ dir, memoryLimit: '256MB' })
    const rows = fc.sample(tail, 300).map((text) => [text, field.derive(`99010119500101${text}`)![0]!])
    await analysis.appendRows('tails', { tail: 'VARCHAR', ids: 'BIGINT' }, rows)
    const tails = `(select tail, ${columnSql(duckdb, 'ids', 'id_tail')} as id_tail from tails t)`
    const [found] = await analysis.rows<{ slips: bigint; wrong: bigint }>(
      `select count(*) filter (as_number) as slips, count(*) filter (as_number <> as_text) as wrong from (
         select ${levels[1]!.when} as as_number, hamming(l.tail, r.tail) = 1 or damerau_levenshtein(l.tail, r.tail) = 1 as as_text
         from ${tails} l join ${tails} r on l.id_tail <> r.id_tail)`,
    )
    expect(found!.wrong).toBe(0n)
    expect(found!.slips).toBeGreaterThan(1000n)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
