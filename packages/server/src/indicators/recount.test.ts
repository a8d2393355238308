import { createPool } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { invented, makeWorkbook, openWizard } from '../imports/test-imports.ts'
import { screenRegion } from '../screening/index.ts'
import { countRegion, indicatorTasks } from './index.ts'
import { mayCountAgain } from './recount.ts'

const city = '990100000000'
const county = '990101000000'
const otherCity = '990200000000'

const book = (people: readonly number[]) =>
  makeWorkbook({
    持证残疾人: [
      ['姓名', '身份证号', '残疾人证号', '户籍地'],
      ...people.map((n) => {
        const { idNumber, certificateNumber } = invented(n)
        return [`人${n}`, idNumber, certificateNumber, '990101001001']
      }),
    ],
  })

describe('figures older than their records', () => {
  let office: TestOffice
  let wizard: Awaited<ReturnType<typeof openWizard>>
  beforeAll(async () => {
    office = await testOffice()
    wizard = await openWizard(office, county)
  })
  afterAll(() => office.close())

  const asOwner = async (text: string) => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    try {
      await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
      return (await owner.query(text)).rows
    } finally {
      await owner.end()
    }
  }
  const minutesLater = (minutes: number) => {
    const before = office.server.now
    office.server.now = () => before() + minutes * 60_000
  }
  const waiting = () =>
    asOwner(`select j.payload, j.key from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'figures-renew' order by j.key`)
  /** Looks for stale figures as the clock does, twice, and does what it queued. */
  const recount = async (): Promise<string[]> => {
    await indicatorTasks['figures-recount'](office.server, {}, null)
    await indicatorTasks['figures-recount'](office.server, {}, null)
    const jobs = await waiting()
    await asOwner('delete from graphile_worker._private_jobs')
    for (const { payload } of jobs) await indicatorTasks['figures-renew'](office.server, payload, null)
    return jobs.map(({ payload }) => payload.region)
  }
  const board = async (call = wizard.call, region = county) => {
    const body = await (await call(`/api/v1/figures?region=${region}`)).json()
    const holders = body.figures.find((line: { code: string }) => line.code === 'holders')
    return { ...body.counting, holders: holders.figure.value }
  }

  it('are counted after the first import without anybody asking, once', async () => {
    expect(await board()).toEqual({ countedAt: null, changedBy: [], isCounting: false, holders: null })
    await wizard.take(await book([1, 2]))
    expect(await board()).toMatchObject({ countedAt: null, changedBy: ['import'] })
    expect(await recount()).toEqual([county])
    expect(await board()).toMatchObject({
      ...{ countedAt: expect.stringContaining('2026-11-21T'), changedBy: [], holders: '2' },
    })
    expect(await asOwner('select started_by from indicator_snapshot')).toEqual([{ started_by: 'system' }])
    minutesLater(60)
    expect(await recount()).toEqual([])
  })

  it('say so after an import and after its undo, until they are counted again', async () => {
    const { id } = await wizard.take(await book([1, 2, 3]), 'again.xlsx')
    const page = await (await wizard.call(`/api/v1/figures/holders?region=990101001001`)).json()
    expect(page.counting.changedBy).toEqual(['import'])
    expect((await (await wizard.call('/api/v1/figures/holders/why')).json()).counting).toEqual(page.counting)
    const reported = await (await wizard.call('/api/v1/figures/placed-in-work')).json()
    expect(reported.counting).toBeNull()
    expect(await board()).toMatchObject({ holders: '2' })
    await recount()
    expect(await board()).toMatchObject({ changedBy: [], holders: '3' })
    await wizard.undo(id)
    expect(await board()).toMatchObject({ changedBy: ['undo'], holders: '3' })
    expect(await recount(), 'many changes within minutes are one counting').toEqual([])
    minutesLater(6)
    expect(await recount()).toEqual([county])
    expect(await board()).toMatchObject({ changedBy: [], holders: '2' })
  })

  it('are those of the area and of those that hold it; neighbours keep theirs', async () => {
    const clerk = await office.user('data-clerk', city)
    const stranger = await office.user('data-clerk', otherCity)
    await countRegion(office.server, clerk.id)
    await countRegion(office.server, stranger.id)
    minutesLater(6)
    await screenRegion(office.server, wizard.who.id)
    expect((await board((await office.signIn(clerk)).call, city)).changedBy).toEqual(['screening'])
    expect((await board((await office.signIn(stranger)).call, otherCity)).changedBy).toEqual([])
    expect((await recount()).toSorted()).toEqual([city, county])
    expect(await asOwner(`select started_by from indicator_snapshot where region = '${city}'`)).toEqual([
      { started_by: clerk.id },
    ])
    expect(await board()).toMatchObject({ changedBy: [], isCounting: false })
  })

  it('are being counted while a counting runs, and nobody starts a second one', async () => {
    await screenRegion(office.server, wizard.who.id)
    minutesLater(60)
    const { call } = wizard
    await call('/api/v1/figures/count', { json: {} })
    expect(await board()).toMatchObject({ isCounting: true, changedBy: ['screening'] })
    expect(await recount()).toEqual([city])
  })
})

describe('an area is counted again', () => {
  const at = (minutes: number) => new Date(minutes * 60_000)
  const may = (last: Parameters<typeof mayCountAgain>[0], minutes: number) =>
    mayCountAgain(last, at(minutes).getTime())

  it.each([
    ['at once if it never was', { state: null, startedAt: null, finishedAt: null }, 0, true],
    ['not within five minutes', { state: 'done', startedAt: at(0), finishedAt: at(0.5) }, 4, false],
    ['after five minutes', { state: 'done', startedAt: at(0), finishedAt: at(0.5) }, 6, true],
    ['not while it took a tenth of it', { state: 'done', startedAt: at(0), finishedAt: at(3) }, 29, false],
    ['after ten times as long', { state: 'done', startedAt: at(0), finishedAt: at(3) }, 31, true],
    ['not while it runs', { state: 'running', startedAt: at(0), finishedAt: null }, 59, false],
    ['when the last one is lost', { state: 'running', startedAt: at(0), finishedAt: null }, 61, true],
    ['an hour after it failed', { state: 'failed', startedAt: at(0), finishedAt: at(1) }, 61, true],
    ['not soon after it failed', { state: 'failed', startedAt: at(0), finishedAt: at(1) }, 30, false],
  ] as const)('%s', (_, last, minutes, answer) => {
    expect(may(last, minutes)).toBe(answer)
  })
})
