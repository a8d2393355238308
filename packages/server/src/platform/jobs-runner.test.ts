import { createPool } from '@zhucan/db'
import { seedPlace, type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findUser } from '../access/index.ts'
import { insertScreening, screeningRefusals } from '../screening/index.ts'
import { enqueue, findProgress } from './jobs.store.ts'
import { runJobs } from './jobs-runner.ts'
import { inSession } from './session-transaction.ts'

describe('background jobs', () => {
  let office: TestOffice
  beforeAll(async () => {
    office = await testOffice()
    await seedPlace(office, '990101001001')
  })
  afterAll(() => office.close())

  const user = async () =>
    (await findUser(office.server, (await office.user('data-clerk', '990101000000')).id))!
  const nextJob = async (): Promise<string> => {
    const taken: string[] = []
    const runner = await runJobs(office.server, {
      screening: async (_server, { screeningId }) => void taken.push(screeningId),
    })
    // A runner stopped between the work and its mark hands the job out again.
    await new Promise((resolve) => runner.events.on('job:complete', resolve))
    await runner.stop()
    return taken.join()
  }

  it('runs a job after the transaction that asked for it, as the user who asked', async () => {
    const who = await user()
    await inSession(office.server, who, (ctx) =>
      enqueue(ctx, 'screening', { screeningId: 'first', userId: who.id }),
    )
    expect(await nextJob()).toBe('first')
  })

  it('never runs a job whose transaction was rolled back', async () => {
    const who = await user()
    await inSession(office.server, who, async (ctx) => {
      await enqueue(ctx, 'screening', { screeningId: 'undone', userId: who.id })
      throw new Error('no')
    }).catch(() => undefined)
    await inSession(office.server, who, (ctx) =>
      enqueue(ctx, 'screening', { screeningId: 'second', userId: who.id }),
    )
    expect(await nextJob()).toBe('second')
  })

  it('refuses a job whose right was withdrawn after it was asked for', async () => {
    const who = await user()
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(`update appointment set role = 'leader' where user_id = $1`, [who.id])
    await owner.end()
    const taken: string[] = []
    const runner = await runJobs(office.server, {
      screening: async (_server, { screeningId }) => void taken.push(screeningId),
    })
    const over = new Promise<{ error: unknown }>((resolve) => runner.events.on('job:complete', resolve))
    const payload = { screeningId: 'as a clerk', userId: who.id }
    await inSession(office.server, who, (ctx) => enqueue(ctx, 'screening', payload))
    const { error } = await over
    await runner.stop()
    await office.server.pool.query('delete from graphile_worker._private_jobs')
    expect(taken).toEqual([])
    expect(error).toMatchObject({ code: 'access.forbidden' })
  })

  it('tells of a screening nobody may run any more, instead of leaving it under way', async () => {
    const who = await user()
    const id = await inSession(office.server, who, (ctx) => insertScreening(ctx, who.region))
    await screeningRefusals.screening?.(office.server, { screeningId: id, userId: who.id })
    const [after, progress] = await inSession(office.server, who, async (ctx) => [
      await ctx.db
        .selectFrom('screening')
        .select(['state', 'problem'])
        .where('id', '=', id)
        .executeTakeFirst(),
      await findProgress(ctx, id),
    ])
    expect(after).toMatchObject({ state: 'failed', problem: { code: 'access.forbidden' } })
    expect(progress).toMatchObject({ state: 'failed' })
  })

  it('works from the office it was asked from, whatever office came later, and not once that one has ended', async () => {
    const who = await user()
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(
      `insert into appointment (id, user_id, organisation_id, role, reach, from_day)
       select gen_random_uuid(), user_id, organisation_id, role, '{[990101001000,990101002000)}', from_day + 1
       from appointment where user_id = $1`,
      [who.id],
    )
    await owner.query(`update appointment set from_day = from_day - 10 where user_id = $1`, [who.id])
    const run = async (screeningId: string) => {
      const reached: unknown[] = []
      const runner = await runJobs(office.server, {
        screening: async (_server, _payload, asker) => void reached.push(asker?.reach),
      })
      const over = new Promise((resolve) => runner.events.on('job:complete', resolve))
      await inSession(office.server, who, (ctx) => enqueue(ctx, 'screening', { screeningId, userId: who.id }))
      await over
      await runner.stop()
      return reached
    }
    expect(await run('from the wide office')).toEqual([who.reach])
    await owner.query(`update appointment set until_day = from_day where id = $1`, [who.appointmentId])
    expect(await run('after it ended')).toEqual([])
    await office.server.pool.query('delete from graphile_worker._private_jobs')
    await owner.end()
  })

  it('takes up what a killed worker had locked', async () => {
    const who = await user()
    await inSession(office.server, who, (ctx) =>
      enqueue(ctx, 'screening', { screeningId: 'orphan', userId: who.id }),
    )
    await office.server.pool.query(
      `update graphile_worker._private_jobs set locked_by = 'killed-worker', locked_at = now(), attempts = 1`,
    )
    expect(await nextJob()).toBe('orphan')
  })
})
