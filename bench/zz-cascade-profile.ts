import pg from 'pg'
import { createPool } from '@zhucan/db'
import { testOffice } from '@zhucan/testing/office'
import { findUser } from '../packages/server/src/access/index.ts'
import { inSession } from '../packages/server/src/platform/index.ts'
import { splitTarget } from '../packages/server/src/work/split-target.ts'
const nation = '000000000000'
const office = await testOffice({ nation: true })
const owner = createPool(office.database.ownerUrl, { max: 1 })
await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
await owner.query(`insert into person (id, kind, name, certificate_status, hukou_region, residence_region, created_at, updated_at)
  select new_id(), 'holder', 'x', 'issued', code, code, now(), now()
  from (select code, random() as r from region where level = 5 order by 2 limit 300000) v`)
await owner.query('analyze')
const who = await office.user('caseworker', nation)
const { call } = await office.signIn(who)
const post = async (path: string, json: unknown) => {
  const answer = await call(`/api/v1${path}`, { json })
  const body = (await answer.json()) as any
  if (answer.status !== 200) throw new Error(JSON.stringify(body))
  return body
}
const { id } = await post('/targets', { periodFrom: '2026-01-01', periodTo: '2026-12-31', indicator: 'placed-in-work', form: 'floor', unit: 'persons', value: '20000000', clause: { title: 'A plan of work', quote: 'Twenty million people are placed in work.' } })
await post(`/targets/${id}/confirm`, { version: 1 })
const user = (await findUser(office.server, who.id))!
const real = pg.Client.prototype.query as any
;(pg.Client.prototype as any).query = function (q: any, values: any, cb: any) {
  const text: string = typeof q === 'string' ? q : (q?.text ?? '')
  if (typeof values === 'function' || typeof cb === 'function') return real.call(this, q, values, cb)
  const at = performance.now()
  if (process.env.EXPLAIN && text.includes('plan as materialized')) {
    const prefix = 'explain (analyze, buffers) '
    const asked = typeof q === 'string' ? real.call(this, prefix + q, values) : real.call(this, { ...q, text: prefix + text }, values)
    return asked.then((r: any) => {
      console.error(r.rows.map((x: any) => Object.values(x)[0]).join('\n'))
      return { ...r, command: 'SELECT', rows: [{ added: 0, changed: 0 }] }
    })
  }
  const answer = real.call(this, q, values)
  answer?.then?.(() => { if (performance.now() - at > 200) console.error(((performance.now() - at) / 1000).toFixed(2), text.slice(0, 80).replaceAll('\n', ' ')) })
  return answer
}
const run = async (version: number, asked: any) => {
  const start = performance.now()
  await inSession(office.server, user, async (ctx) => {
    await splitTarget(ctx, id, { version, ...asked })
  })
  console.error('total', (performance.now() - start) / 1000)
}
await run(2, { by: 'population', through: 5 })
if (process.env.TWICE) await run(3, { by: 'equal', through: 5, receiveBy: '2026-12-31' })
await owner.end(); await office.close()
