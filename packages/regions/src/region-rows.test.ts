import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import { parentRegion } from '@zhucan/kernel'
import { expect, test, vi } from 'vitest'
import type { RegionRow } from './index.ts'
import { regionEdition, regionRows } from './index.ts'

// The whole table is read in most tests; slow shared machines need more than the usual five seconds.
vi.setConfig({ testTimeout: 30_000 })

const TABLE = new URL('../data/regions.csv.br', import.meta.url)

async function allRows(): Promise<RegionRow[]> {
  const rows: RegionRow[] = []
  for await (const row of regionRows()) rows.push(row)
  return rows
}

test('holds the five levels of the 2023 edition', async () => {
  const perLevel: Record<number, number> = {}
  for (const row of await allRows()) perLevel[row.level] = (perLevel[row.level] ?? 0) + 1
  expect(regionEdition).toBe('2023-06-30')
  expect(perLevel).toEqual({ 1: 31, 2: 342, 3: 2975, 4: 41_351, 5: 620_572 })
})

test('is sorted by code, knows each code once, and every parent stands before its children', async () => {
  const seen = new Set<string>(['000000000000'])
  const wrong: string[] = []
  let last = ''
  for (const { code, name } of await allRows()) {
    const isTidy = /^\d{12}$/.test(code) && code > last && name.length > 0 && name.trim() === name
    if (!isTidy || !seen.has(parentRegion(code) ?? '')) wrong.push(code)
    seen.add(code)
    last = code
  }
  expect(wrong).toEqual([])
})

test('loses no line of the packed table', async () => {
  const lines = brotliDecompressSync(readFileSync(TABLE)).toString('utf8').trimEnd().split('\n').slice(1)
  const rows = await allRows()
  expect(rows.map((row) => `${row.code},${row.name}`).join('\n') === lines.join('\n')).toBe(true)
  expect(rows.find((row) => row.code === '110101001001')?.name).toBe('多福巷社区居委会')
})

test('stops reading when the loop is left', async () => {
  for await (const row of regionRows()) {
    expect(row).toEqual({ code: '110000000000', name: '北京市', level: 1 })
    break
  }
})

test('holds no more of the table than a window at a time', () => {
  const script = `
    const { regionRows } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)})
    const before = process.resourceUsage().maxRSS
    let rows = 0
    for await (const row of regionRows()) rows += row.code.length === 12 ? 1 : 0
    console.log(JSON.stringify({ rows, kilobytes: process.resourceUsage().maxRSS - before }))`
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  const { rows, kilobytes } = JSON.parse(run.stdout) as { rows: number; kilobytes: number }
  expect(rows).toBe(665_271)
  expect(kilobytes).toBeLessThan(60_000)
})
