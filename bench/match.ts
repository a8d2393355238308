import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAnalysis } from '@zhucan/analysis'
import { addDays, inspectIdentity, isUsable, makeIdNumber, type PlainDate, plainDate } from '@zhucan/kernel'
import { fileKeyRow, keyColumns, type RegisterKeyRow, registerKeyRows, runExactMatch } from '@zhucan/matching'
import { type BenchResult, type Measured, medianSeconds } from './bench.ts'

const day = plainDate('2026-11-21')
const firstBirth = '1930-01-01' as PlainDate

/** Exact match of a county (12,000) and a city (150,000 persons) with a list twice as long, from keys to links. */
export async function run(): Promise<BenchResult> {
  const county = await measure(12_000)
  const city = await measure(150_000)
  return {
    ...city,
    baselineIs:
      'the same key rows joined by a plain JavaScript Map in one process; keys are made outside both timings',
    cases: { 'county 12,000': county, 'city 150,000': city },
    figures: {
      'city: join alone, s': await joinAloneSeconds(150_000),
      'peak MB of the process': Math.round(process.resourceUsage().maxRSS / 1024),
    },
  }
}

type FileRow = ReturnType<typeof fileKeyRow>

async function measure(persons: number): Promise<Measured> {
  const { register, file } = makeKeys(persons)
  const expected = mapJoin(register, file)
  const ours = await medianSeconds(5, async () => {
    const links = await engineJoin(register, file)
    if (links !== expected) throw new Error(`engine found ${links} links, the map ${expected}`)
  })
  const baseline = await medianSeconds(5, () => mapJoin(register, file))
  return { ours, baseline, unit: 's' }
}

async function engineJoin(register: RegisterKeyRow[], file: FileRow[]): Promise<number> {
  return withKeys(register, file, (join) => join())
}

async function withKeys(
  register: RegisterKeyRow[],
  file: FileRow[],
  work: (join: () => Promise<number>) => Promise<number>,
): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'zhucan-bench-'))
  try {
    await using analysis = await openAnalysis({ dir, memoryLimit: '1GB' })
    await analysis.appendRows('register_key', keyColumns.register, register)
    await analysis.appendRows('file_key', keyColumns.file, file)
    const request = { register: { table: 'register_key' }, file: { table: 'file_key' } }
    return await work(async () => (await runExactMatch(analysis, request)).matched)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

// In the server the keys already lie in the engine; this is what a run costs there.
async function joinAloneSeconds(persons: number): Promise<number> {
  const { register, file } = makeKeys(persons)
  return withKeys(register, file, async (join) => Number((await medianSeconds(5, join)).toFixed(4)))
}

function mapJoin(register: RegisterKeyRow[], file: FileRow[]): number {
  const persons = new Map<bigint, { person: number; ck: number; shared: boolean }>()
  for (const [person, key, ck] of register) {
    const known = persons.get(key)
    persons.set(key, { person, ck, shared: known !== undefined && known.person !== person })
  }
  const links = new Map<number, number>()
  for (const [row, key, ck] of file) {
    const found = key === null ? undefined : persons.get(key)
    if (found && !found.shared && found.ck === ck) links.set(row, found.person)
  }
  return links.size
}

// 60 % of the list is in the register; one row in twenty has a slip, one in sixty 15 digits.
function makeKeys(persons: number): { register: RegisterKeyRow[]; file: FileRow[] } {
  const number = (n: number) =>
    makeIdNumber('990101', addDays(firstBirth, n % 30_000), Math.floor(n / 30_000))
  const register = Array.from({ length: persons }, (_, n) => registerKeyRows(n, [read(number(n))])).flat()
  const file = Array.from({ length: persons * 2 }, (_, row) => {
    const clean = number((row * 7) % Math.floor(persons * 1.67))
    const raw =
      row % 20 === 0 ? swapTail(clean) : row % 60 === 1 ? clean.slice(0, 6) + clean.slice(8, 17) : clean
    return fileKeyRow(row, [read(raw)])
  })
  return { register, file }
}

function read(raw: string) {
  const identity = inspectIdentity(raw, { day })
  return { kind: identity.kind, id18: identity.id18, usable: isUsable(identity) }
}

function swapTail(number: string): string {
  return number.slice(0, 15) + number[16] + number[15] + number[17]
}
