import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAnalysis } from '@zhucan/analysis'
import { inspectIdentity, isUsable, makeIdNumber, plainDate } from '@zhucan/kernel'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { plainKey } from './plain-key.ts'
import { quickKeysSql } from './quick-keys.ts'

const day = plainDate('2026-11-22')
let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-quick-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const wide = (text: string) =>
  text.replaceAll(/[0-9X]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
const spoil: ((id: string) => string)[] = [
  (id) => id,
  (id) => id.toLowerCase(),
  (id) => ` ${id}　`,
  (id) => `'${id}`,
  wide,
  (id) => `${id.slice(0, 6)} ${id.slice(6)}`,
  (id) => id.slice(0, 17) + ((Number(id[17]) + 1) % 10 || 'X'),
  (id) => id.slice(0, 16),
  (id) => id.slice(0, 6) + id.slice(8, 17),
  (id) => `${id.slice(0, 10)}13${id.slice(12)}`,
  (id) => `${id}44`,
  (id) => `+${id.slice(1)}`,
  (id) => `${id.slice(0, 17)}Y`,
  (id) => `${id.slice(0, 12)}1e3${id.slice(15)}`,
  () => '123456789012345678',
  () => '无',
]

it('reads by the engine only what the reader of single cells reads, and the same', async () => {
  const ids = Array.from({ length: 60 }, (_, n) =>
    makeIdNumber('990101', plainDate(`19${40 + n}-0${1 + (n % 9)}-1${n % 10}`), n * 7),
  )
  const cells = ids.flatMap((id) => spoil.map((how) => how(id)))
  await using analysis = await openAnalysis({ dir, memoryLimit: '200MB' })
  await analysis.appendRows(
    'cell',
    { place: 'INTEGER', raw: 'VARCHAR' },
    cells.map((cell, at) => [at, cell]),
  )
  const read = await analysis.rows<{
    place: number
    key: bigint | null
    ck: number | null
    rest: string | null
  }>(`select * from (${quickKeysSql('cell', 'raw', { place: 'place' })}) order by place`)
  let quick = 0
  for (const { place: at, key, ck, rest } of read) {
    const identity = inspectIdentity(cells[at]!, { day })
    if (key === null) expect(rest).toBe(cells[at])
    else {
      quick += 1
      expect(isUsable(identity), cells[at]).toBe(true)
      expect({ key, ck }).toEqual(plainKey(identity.id18!))
      expect(rest).toBeNull()
    }
  }
  expect(quick).toBeGreaterThanOrEqual(60 * 6)
})
