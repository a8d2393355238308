import { createPool } from '@zhucan/db'
import { testOffice } from '@zhucan/testing/office'
import type { BenchResult } from './bench.ts'

const nation = '000000000000'
const clause = { title: 'A plan of work', quote: 'Twenty million people are placed in work.' }
const period = { periodFrom: '2026-01-01', periodTo: '2026-12-31' }

/** The rows of one cascade and nothing else: no division, no history, no check of what is there, no row security. */
const plainInsert = `insert into target (id, root_id, parent_id, indicator, form, value, unit, period_from, period_to, region,
    level, carried_by, state, since, created_at)
  select new_id(), root.id, root.id, 'plain', 'floor', 1, 'persons', '2026-01-01', '2026-12-31', r.code, r.level, 'lower',
    'issued', '2026-11-21', now()
  from region r cross join (select new_id() as id) root where r.ended_on is null`

/** A holder or two in each village, so that dividing by holders reaches them all. */
const fillHolders = `insert into person (id, kind, name, certificate_status, hukou_region, residence_region, created_at, updated_at)
  select new_id(), 'holder', 'x', 'issued', code, code, now(), now()
  from region cross join generate_series(1, 1 + (right(code, 1)::int) / 5) where level = 5 and ended_on is null`

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** A national target handed down through five levels to every village of the national table, over the API. */
export async function run(): Promise<BenchResult> {
  const office = await testOffice({ nation: true })
  const owner = createPool(office.database.ownerUrl, { max: 1 })
  try {
    await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
    await owner.query(fillHolders)
    await owner.query('analyze')
    const { call } = await office.signIn(await office.user('caseworker', nation))
    const post = async (path: string, json: unknown) => {
      const answer = await call(`/api/v1${path}`, { json })
      const body = (await answer.json()) as { id: string; version: number; added: number; changed: number }
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(body)}`)
      return body
    }
    const root = async (target: Record<string, unknown>): Promise<string> => {
      const { id } = await post('/targets', { ...period, ...target, clause })
      await post(`/targets/${id}/confirm`, { version: 1 })
      return id
    }
    const jobs = { indicator: 'placed-in-work', form: 'floor', unit: 'persons', value: '20000000' }
    const plain = await seconds(() => owner.query(`begin; ${plainInsert}; rollback`))
    await owner.query('vacuum target')
    const id = await root(jobs)
    let pieces = 0
    const divided = await seconds(async () => {
      pieces = (await post(`/targets/${id}/split`, { version: 2, by: 'population', through: 5 })).added
    })
    let changed = 0
    const again = await seconds(async () => {
      const answer = await post(`/targets/${id}/split`, {
        ...{ version: 3, by: 'equal', through: 5, receiveBy: '2026-12-31' },
      })
      changed = answer.changed
    })
    const { rows } = await owner.query<{ villages: string }>(
      `select count(distinct region)::text as villages from target where root_id = $1 and level = 5`,
      [id],
    )
    const pair = (ours: number) => ({ ours, baseline: plain, unit: 's' })
    return {
      ...pair(divided),
      baselineIs:
        'one plain INSERT … SELECT of as many rows into the same table, without division, history or row security',
      cases: { 'divided again in another way': pair(again) },
      figures: { pieces, changed, villages: Number(rows[0]?.villages) },
    }
  } finally {
    await owner.end()
    await office.close()
  }
}
