import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createPool } from '@zhucan/db'
import { findUser, importTasks } from '@zhucan/server'
import { openWorkbook } from '@zhucan/sheets'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import { from as copyFrom } from 'pg-copy-streams'
import type { BenchResult } from './bench.ts'
import { header } from './import-register.ts'

const persons = Number(process.env.ZHUCAN_BENCH_ROWS ?? 200_000)
const clerkRegion = '990101000000'
// The types of fetch do not know yet that a streamed body needs it.
const streaming = { duplex: 'half' } as RequestInit

/** A register of 200,000 rows by 30 columns from upload to applied, beside a plain COPY of the same cells. */
export async function run(): Promise<BenchResult> {
  const office = await testOffice()
  const folder = await mkdtemp(join(tmpdir(), 'zhucan-bench-'))
  try {
    const path = join(folder, 'register.xlsx')
    await makeRegister(path, persons)
    const clerk = await openClerk(office)
    const stopWatching = watchMemory()
    const phases = await importOnce(clerk, path)
    const peak = stopWatching()
    const again = await importOnce(clerk, path)
    const baseline = await timed(() => plainCopy(office, path))
    const counts = await clerk.counts(phases.id)
    if (counts.new !== persons) throw new Error(`took in ${counts.new} of ${persons} rows`)
    if ((await clerk.counts(again.id)).unchanged !== persons)
      throw new Error('the second time is not unchanged')
    return {
      ours: total(phases),
      baseline,
      unit: 's',
      baselineIs:
        'the same cells read by the same reader and copied as text into one table without index or check',
      figures: {
        rows: persons,
        'upload s': phases.upload,
        'recognise s': phases.read,
        'check s': phases.check,
        'apply s': phases.apply,
        'second time (all unchanged) s': total(again),
        'peak RSS MB of this process': peak,
      },
    }
  } finally {
    await office.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Another process makes it, so that the memory measured is that of the work alone. `edition` changes every row's address. */
export async function makeRegister(path: string, rows: number, edition = 1): Promise<void> {
  const maker = join(import.meta.dirname, 'import-register.ts')
  await promisify(execFile)(process.execPath, [maker, path, String(rows), String(edition)])
}

/** The seconds of all steps together. */
export const total = (phases: { upload: number; read: number; check: number; apply: number }): number =>
  phases.upload + phases.read + phases.check + phases.apply

/** Seconds of a piece of work by the wall. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** Peak memory of this process in MB from now on, sampled beside the work; asked once, it stops. */
export function watchMemory(): () => number {
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 50)
  return () => {
    clearInterval(timer)
    return Math.round(peak / 1024 / 1024)
  }
}

type ImportJob = 'import-read' | 'import-check' | 'import-apply' | 'import-undo'

/** A clerk of the county whose background work is done at once. */
export async function openClerk(office: TestOffice) {
  const who = await office.user('data-clerk', clerkRegion)
  const { call } = await office.signIn(who)
  const work = async (job: ImportJob, importId: string) =>
    importTasks[job](office.server, { importId }, await findUser(office.server, who.id))
  const get = async (id: string) => (await call(`/api/v1/imports/${id}`)).json()
  return { call, work, get, counts: async (id: string) => (await get(id)).counts as Record<string, number> }
}

/** Takes a workbook in, from upload to applied, and says how long each step took. */
export async function importOnce(clerk: Awaited<ReturnType<typeof openClerk>>, path: string) {
  let id = ''
  const upload = await timed(async () => {
    const headers = { 'x-file-name': 'register.xlsx', 'x-again': 'yes' }
    const body = Readable.toWeb(createReadStream(path)) as ReadableStream
    const answer = await clerk.call('/api/v1/imports', { method: 'POST', body, headers, ...streaming })
    id = (await answer.json()).id
  })
  const read = await timed(() => clerk.work('import-read', id))
  const check = await timed(async () => {
    const { fileType, sheets } = await clerk.get(id)
    await clerk.call(`/api/v1/imports/${id}/mapping`, {
      method: 'PUT',
      json: { fileType, sheets: sheets.map(asMapped) },
    })
    await clerk.work('import-check', id)
  })
  const apply = await timed(async () => {
    await clerk.call(`/api/v1/imports/${id}/apply`, { json: { mode: 'good-rows' } })
    await clerk.work('import-apply', id)
  })
  const { state, problem } = await clerk.get(id)
  if (state !== 'done') throw new Error(`the import ended ${state} ${problem?.code}`)
  return { id, upload, read, check, apply }
}

function asMapped(sheet: {
  index: number
  name: string
  headerRow: number
  columns: { index: number; key: string }[]
}) {
  const columns = Object.fromEntries(
    sheet.columns.filter(({ key }) => key).map(({ index, key }) => [index, key]),
  )
  return { index: sheet.index, name: sheet.name, headerRow: sheet.headerRow, columns }
}

async function plainCopy(office: TestOffice, path: string): Promise<void> {
  const pool = createPool(office.database.ownerUrl, { max: 1 })
  const client = await pool.connect()
  const columns = Array.from({ length: header.length }, (_, n) => `c${n} text`).join(', ')
  await client.query(`create table plain_copy (${columns})`)
  const workbook = await openWorkbook(path)
  const lines = async function* () {
    let block = ''
    for await (const { cells } of workbook.rows(0)) {
      block += `${header.map((_, n) => cells[n]?.text.replaceAll('\\', '\\\\') ?? '\\N').join('\t')}\n`
      if (block.length < 64_000) continue
      yield block
      block = ''
    }
    yield block
  }
  await pipeline(Readable.from(lines()), client.query(copyFrom('copy plain_copy from stdin')))
  await workbook.close()
  client.release()
  await pool.query('drop table plain_copy')
  await pool.end()
}
