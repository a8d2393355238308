import { createPool } from '@zhucan/db'
import { type SeededPlace, seedPlace, type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findUser } from '../access/index.ts'
import { setProgress } from './jobs.store.ts'
import { inSession } from './session-transaction.ts'
import { stopBell } from './sse.ts'

describe('progress as server-sent events', () => {
  let office: TestOffice
  let place: SeededPlace
  let clerk: Awaited<ReturnType<TestOffice['signIn']>>
  let tell: (done: number, state?: string) => Promise<void>
  beforeAll(async () => {
    office = await testOffice()
    place = await seedPlace(office, '990101001001')
    const who = await office.user('data-clerk', '990101000000')
    clerk = await office.signIn(who)
    const user = (await findUser(office.server, who.id))!
    tell = (done, state = 'running') =>
      inSession(office.server, user, (ctx) =>
        setProgress(ctx, place.screenings, { phase: 'checking', done, total: null, state }),
      )
  })
  afterAll(() => office.close())

  const watch = async () => {
    const answer = await clerk.call(`/api/v1/screenings/${place.screenings}/events`)
    const reader = answer.body!.getReader()
    const next = async () => new TextDecoder().decode((await reader.read()).value)
    return { reader, next }
  }

  it('tells the present state, each change, and ends with the work', async () => {
    await tell(0)
    const { reader, next } = await watch()
    expect(await next()).toContain('"done":0')
    await tell(5)
    expect(await next()).toContain('"done":5')
    await tell(9, 'done')
    expect(await next()).toContain('"state":"done"')
    expect((await reader.read()).done).toBe(true)
  })

  it('lives on when a reader goes away in the middle of an event', async () => {
    const lost: unknown[] = []
    const keep = (reason: unknown) => lost.push(reason)
    process.on('unhandledRejection', keep)
    try {
      await tell(0)
      for (let wait = 0; wait < 12; wait++) {
        const { reader, next } = await watch()
        await next()
        await tell(wait)
        await new Promise((resolve) => setTimeout(resolve, wait))
        await reader.cancel()
      }
      await new Promise((resolve) => setTimeout(resolve, 200))
      expect(lost).toEqual([])
    } finally {
      process.off('unhandledRejection', keep)
    }
  })

  it('is told to many who come back at once after a start, when nothing listens yet', async () => {
    await stopBell(office.server.pool)
    const others = await Promise.all(
      Array.from({ length: 5 }, async () => office.signIn(await office.user('data-clerk', '990101000000'))),
    )
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query('begin; lock table screening')
    const path = `/api/v1/screenings/${place.screenings}/events`
    const all = others.flatMap(({ call }) => [1, 2, 3, 4].map(() => call(path)))
    const { pool } = office.server
    await expect
      .poll(() => pool.totalCount === pool.options.max && pool.waitingCount > 0, { timeout: 20_000 })
      .toBe(true)
    await owner.query('rollback')
    await owner.end()
    const answers = await Promise.all(all)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const readers = answers.map((answer) => answer.body!.getReader())
    for (const reader of readers)
      expect(new TextDecoder().decode((await reader.read()).value)).toContain('event: progress')
    for (const reader of readers) await reader.cancel()
  })

  it('ends where the listening connection is lost, so that browsers ask anew', async () => {
    await tell(0)
    const { reader, next } = await watch()
    expect(await next()).toContain('"done":0')
    const { pool } = office.server
    await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query = 'listen zhucan_progress'`)
    expect((await reader.read()).done).toBe(true)
    const again = await watch()
    await again.next()
    await tell(7)
    expect(await again.next()).toContain('"done":7')
    await again.reader.cancel()
    expect(pool.totalCount - pool.idleCount, 'what listens now and nothing else').toBeLessThanOrEqual(1)
  })
})
