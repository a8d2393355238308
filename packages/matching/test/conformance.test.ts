import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAnalysis } from '@zhucan/analysis'
import { expect, it } from 'vitest'
import { differences } from './conformance.ts'

it('DuckDB says of each primitive what the table says', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'zhucan-conformance-'))
  try {
    await using analysis = await openAnalysis({ dir, memoryLimit: '256MB' })
    expect(await differences(analysis)).toEqual([])
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
