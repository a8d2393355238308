import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAnalysis } from '@zhucan/analysis'
import { expect, test } from 'vitest'
import { digitEngine } from './people-side.ts'

test('digits are spilt to memory only: where there is no disk that is memory, a large register is refused', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'zhucan-digits-'))
  try {
    const options = await digitEngine({ dataDir }, join(dataDir, 'none'))
    await using analysis = await openAnalysis({ ...options, memoryLimit: '20MB' })
    const large = analysis.run(
      `create table people as select range as n, repeat(range::varchar, 20) as digits from range(4000000) order by hash(range)`,
    )
    await expect(large).rejects.toMatchObject({ name: 'Problem' })
    const spilt = readdirSync(analysis.folder).map((name) => statSync(join(analysis.folder, name)).size)
    expect(Math.max(0, ...spilt), 'not one byte').toBe(0)
    expect((await digitEngine({ dataDir }, dataDir)).dir).toBe(join(dataDir, 'zhucan-linking'))
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})
