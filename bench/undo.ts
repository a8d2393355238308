import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPool } from '@zhucan/db'
import { testOffice } from '@zhucan/testing/office'
import type { Pool } from 'pg'
import type { BenchResult } from './bench.ts'
import { importOnce, makeRegister, openClerk, timed, total, watchMemory } from './import.ts'

const persons = Number(process.env.ZHUCAN_BENCH_ROWS ?? 200_000)

type Clerk = Awaited<ReturnType<typeof openClerk>>

/** An import of 200,000 rows undone: of people whom only it knew, whom it changed, and of whom more was said later. */
export async function run(): Promise<BenchResult> {
  const office = await testOffice()
  const owner = createPool(office.database.ownerUrl, { max: 1 })
  const folder = await mkdtemp(join(tmpdir(), 'zhucan-bench-'))
  try {
    const paths = [1, 2, 3].map((edition) => join(folder, `register-${edition}.xlsx`))
    for (const [n, path] of paths.entries()) await makeRegister(path, persons, n + 1)
    const clerk = await openClerk(office)
    const empty = await hashTables(owner)
    const first = await importOnce(clerk, paths[0]!)
    process.stderr.write(`imported in ${total(first).toFixed(1)} s\n`)
    const goes = await undoOnce(clerk, first.id)
    requireSame(empty, await hashTables(owner), 'people who go')
    await importOnce(clerk, paths[0]!)
    const again = await importOnce(clerk, paths[1]!)
    await importOnce(clerk, paths[2]!)
    const partly = await undoOnce(clerk, again.id)
    const before = await hashTables(owner)
    const second = await importOnce(clerk, paths[1]!)
    const back = await undoOnce(clerk, second.id)
    requireSame(before, await hashTables(owner), 'people who go back')
    return {
      ours: goes.seconds,
      baseline: total(first),
      unit: 's',
      baselineIs: 'the import itself, from upload to applied',
      cases: {
        'people who go back': { ours: back.seconds, baseline: total(second), unit: 's' },
        'people of whom more was said later': { ours: partly.seconds, baseline: total(again), unit: 's' },
      },
      figures: {
        rows: persons,
        'preview s': goes.preview,
        'preview of people who go back s': back.preview,
        'preview where more was said s': partly.preview,
        'peak RSS MB, people who go': goes.peak,
        'peak RSS MB, people who go back': back.peak,
        'peak RSS MB, more was said': partly.peak,
      },
    }
  } finally {
    await owner.end()
    await office.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function undoOnce(clerk: Clerk, id: string) {
  const preview = await timed(async () => clerk.call(`/api/v1/imports/${id}/undo-preview`, { json: {} }))
  const stopWatching = watchMemory()
  const seconds = await timed(async () => {
    await clerk.call(`/api/v1/imports/${id}/undo`, { json: {} })
    await clerk.work('import-undo', id)
  })
  const peak = stopWatching()
  process.stderr.write(`undone in ${seconds.toFixed(1)} s\n`)
  const { state, problem } = await clerk.get(id)
  if (state !== 'undone') throw new Error(`the undo ended ${state} ${problem?.code}`)
  return { preview, seconds, peak }
}

/** One hash over each table of the register, whatever the order of its rows. */
async function hashTables(owner: Pool): Promise<Record<string, string>> {
  await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
  const tables = [
    'person',
    'person_number',
    'certificate',
    'household',
    'household_member',
    'guardian',
    'assertion',
  ]
  const found: Record<string, string> = {}
  for (const table of [...tables, 'region_history', 'clue']) {
    const { rows } = await owner.query<{ hash: string }>(
      `select count(*) || ':' || coalesce(sum(hashtextextended(t::text, 7)::numeric), 0) as hash from ${table} t`,
    )
    found[table] = rows[0]!.hash
  }
  return found
}

function requireSame(before: Record<string, string>, after: Record<string, string>, what: string): void {
  for (const [table, hash] of Object.entries(before))
    if (after[table] !== hash) throw new Error(`${what}: the table ${table} is not as it was`)
}
