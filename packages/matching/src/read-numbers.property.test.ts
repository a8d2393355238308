import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import { addDays, inspectIdentity, isUsable, makeIdNumber, type PlainDate, plainDate } from '@zhucan/kernel'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { plainKey, prepareReading, readNumbers } from './index.ts'

const day = plainDate('2026-11-22')
let dir: string
let analysis: Analysis
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-reading-'))
  analysis = await openAnalysis({ dir, memoryLimit: '300MB', threads: 1 })
  await prepareReading(analysis)
})
afterAll(async () => {
  await analysis.close()
  rmSync(dir, { recursive: true, force: true })
})

const wide = (text: string) =>
  text.replaceAll(/[0-9BX]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))

const id18 = fc
  .tuple(
    fc.constantFrom('990101', '990102', '000000', '099999', '110101'),
    fc.integer({ min: -40_000, max: 60_000 }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([prefix, days, turn]) => makeIdNumber(prefix, addDays(plainDate('1962-02-28'), days), turn))

const spoilers: readonly ((id: string, at: number, digit: number) => string)[] = [
  (id) => id,
  (id) => id.toLowerCase(),
  (id) => ` ${id}　`,
  (id) => `　${id.toLowerCase()}`,
  (id) => wide(id).toLowerCase(),
  (id) => `'${id}`,
  (id) => `＇${wide(id)}`,
  (id, at) => `${id.slice(0, at)}\u00a0 \t${id.slice(at)}`,
  (id, at, digit) => `${id.slice(0, at)}${digit}${id.slice(at + 1)}`,
  (id, at) => id.slice(0, at) + id[at + 1] + id[at] + id.slice(at + 2),
  (id) => id.slice(0, 6) + id.slice(8, 17),
  (id) => `${id.slice(0, 6)} ${id.slice(8, 14)}99${id[17] === 'X' ? 7 : id[17]}`,
  (id, at) => id.slice(0, at),
  (id, at) => id + id.slice(0, at),
  (id, _, digit) => `${id}4${digit}`,
  (id, _, digit) => `${id}44B${digit}`,
  (id, at, digit) => `${id} 4${digit} b${at}`,
  (id, at) => `${id.slice(0, at)}X${id.slice(at + 1)}`,
  (id) => `${id.slice(0, 10)}0229${id.slice(14)}`,
  (id) => `${id.slice(0, 10)}0230${id.slice(14)}`,
  (id) => `${id.slice(0, 6)}1799${id.slice(10)}`,
  (id, at) => `${id.slice(0, at)}.${id.slice(at + 1)}`,
  (id, _, digit) => `${id.slice(0, 15)}e${digit}${id[17]}`,
  (id) => `${id.slice(0, 1)}.${id.slice(1, 13)}e16X`,
  (id, at) => `${'9e17'.padEnd(17 - (at % 2))}${id[17]}`,
  (id) => `0x${id.slice(0, 16)}`,
  (id, at) => `${id.slice(0, at)}_${id.slice(at + 1)}`,
  (id) => `+${id.slice(1)}`,
  (id) => `-${id}`,
  (id) => `${id}.0`,
  (id) => `${id.slice(0, 17)}×`,
  (id, at) => `${id.slice(0, at)}\u200b·-${id.slice(at)}`,
  (id) => `${id.slice(0, 17)}Y`,
  (id) => `${id.slice(0, 6)}********${id.slice(14)}`,
  (id) => `${id.slice(0, 9)}.${id.slice(9, 14)}e1X`,
  (id) => `9${id.slice(1, 9)}.${id.slice(9, 14)}e1X`,
  (id, _, digit) => wide(`${id}4${digit}B1`),
  (id) => id.replaceAll(/\d/g, '٣'),
  () => '无',
  () => '暂无',
  () => '1.10101E+17',
  (_, at) => ' '.repeat(at),
]

const cell = fc
  .tuple(id18, fc.constantFrom(...spoilers), fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 9 }))
  .map(([id, spoil, at, digit]) => spoil(id, at, digit))
const anything = fc.string({
  unit: fc.constantFrom(...'0123456789xXbBeE.+_ \u0001\u0000-', '１', 'Ｘ'),
  maxLength: 24,
})

interface Reading {
  readonly place: number
  readonly key: bigint | null
  readonly ck: number | null
  readonly upgraded: boolean
  readonly digits: string | null
  readonly rest: string | null
}

/** Reads a table of cells anew; readings come with what else the table holds. */
async function readTable<T extends object>(table: string, along: Record<string, string>) {
  await readNumbers(analysis, { from: table, cell: 'raw', along, into: 'reading' })
  return analysis.rows<T>('select * from reading')
}

/** What the reader of single cells says, in the engine's words. */
function read(raw: string) {
  const identity = inspectIdentity(raw, { day })
  const plain = raw
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9X]/g, '')
  const digits = plain.length >= 14 ? plain.slice(0, 18) : null
  if (!isUsable(identity)) return { key: null, ck: null, upgraded: false, digits }
  return { ...plainKey(identity.id18), upgraded: identity.kind === 'id15', digits: null }
}

it('says of every cell what the reader of single cells says, or leaves it to that', async () => {
  const cells = fc.array(fc.oneof({ weight: 6, arbitrary: cell }, anything), {
    minLength: 200,
    maxLength: 400,
  })
  const decided = { usable: 0, not: 0, left: 0 }
  await fc.assert(
    fc.asyncProperty(cells, async (raws) => {
      await analysis.run('drop table if exists cell')
      const rows = raws.map((raw, place) => [place, raw] as const)
      await analysis.appendRows('cell', { place: 'INTEGER', raw: 'VARCHAR' }, rows)
      const readings = await readTable<Reading>('cell', { place: 'place' })
      expect(readings).toHaveLength(raws.length)
      for (const { place, rest, ...found } of readings) {
        if (rest !== null) {
          expect(found).toEqual({ key: null, ck: null, upgraded: false, digits: null })
          expect(rest).toBe(raws[place])
        } else expect({ raw: raws[place], ...found }).toEqual({ raw: raws[place], ...read(raws[place]!) })
        decided[rest !== null ? 'left' : found.key === null ? 'not' : 'usable'] += 1
      }
    }),
    { numRuns: 60 },
  )
  // A reading that leaves everything to the other one would say nothing wrong.
  expect(decided.usable).toBeGreaterThan(decided.left / 3)
  expect(decided.not).toBeGreaterThan(decided.left / 3)
})

it('decides about every number as offices type them without the other reader', async () => {
  const ids = Array.from({ length: 400 }, (_, n) =>
    makeIdNumber('990101', addDays(plainDate('1940-01-01'), n * 71), (n * 7) % 1000),
  )
  const typed = spoilers.slice(0, 17)
  await analysis.run('drop table if exists typed')
  await analysis.appendRows(
    'typed',
    { raw: 'VARCHAR' },
    ids.flatMap((id, n) => typed.map((spoil) => [spoil(id, n % 17, n % 10)] as const)),
  )
  const readings = await readTable<Reading>('typed', {})
  expect(readings.filter(({ rest }) => rest !== null)).toEqual([])
  expect(readings.filter(({ key }) => key !== null).length).toBeGreaterThan(400 * 9)
})

it('knows leap years and days that are none', async () => {
  const years = ['1799', '1800', '1899', '1900', '1904', '1999', '2000', '2100', '2400', '9999']
  const days = ['0228', '0229', '0230', '0430', '0431', '1231', '1232', '1301', '0001', '0100', '0000']
  const raws = years.flatMap((year) =>
    days.flatMap((mmdd) =>
      [1, 29, 998].map((turn) => makeIdNumber('990101', `${year}${mmdd}` as PlainDate, turn)),
    ),
  )
  await analysis.run('drop table if exists dated')
  await analysis.appendRows(
    'dated',
    { place: 'INTEGER', raw: 'VARCHAR' },
    raws.map((raw, place) => [place, raw] as const),
  )
  for (const { place, rest, ...found } of await readTable<Reading>('dated', { place: 'place' }))
    expect({ raw: raws[place], rest, ...found }).toEqual({
      raw: raws[place],
      rest: null,
      ...read(raws[place]!),
    })
})
