import { createPool } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findUser } from '../access/index.ts'
import { inSession } from '../platform/index.ts'
import { openRegionResolver } from './region-resolver.ts'

describe('the meaning of a region cell for a county', () => {
  let office: TestOffice
  let resolve: (text: string) => Promise<{ code: string | null; fault: string | null }>

  beforeAll(async () => {
    office = await testOffice()
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(`insert into region (code, name, level, parent, edition, ended_on, successor) values
      ('990101002000', '青石镇', 4, '990101000000', 'test', null, null),
      ('990101002200', '李家村村委会', 5, '990101002000', 'test', null, null),
      ('990101002201', '青石村委会', 5, '990101002000', 'test', null, null),
      ('990101009000', '老镇', 4, '990101000000', 'test', '2025-01-01', '990101002000')`)
    await owner.end()
    const who = await office.user('data-clerk', '990101000000')
    const user = (await findUser(office.server, who.id))!
    resolve = (text) =>
      inSession(office.server, user, async (ctx) => {
        const resolver = openRegionResolver(ctx)
        await resolver.prepare([text])
        return resolver.get(text)
      })
  })
  afterAll(() => office.close())

  test.each([
    ['990101001001', '990101001001'],
    ['９９０１０１００１００１', '990101001001'],
    ['990101001', '990101001000'],
    ['990101', '990101000000'],
    ['990101009000', '990101002000'],
    ['虚构省甲市清河县城关街道东街社区', '990101001001'],
    ['虚构省/甲市/清河县/城关街道/李家村', '990101001200'],
    ['清河县 城关街道办事处 东街社区居委会', '990101001001'],
    ['城关街道东街', '990101001001'],
    ['城关李家村3组12号', '990101001200'],
    ['东街社区', '990101001001'],
    ['青石镇青石村', '990101002201'],
    ['青石镇李家村民委员会', '990101002200'],
    ['虚构省清河县青石镇', '990101002000'],
    ['清河县', '990101000000'],
  ])('%s is %s', async (text, code) => {
    expect(await resolve(text)).toEqual({ code, fault: null })
  })

  test.each([
    ['李家村', 'region.ambiguous'],
    ['乙市白水县城关街道', 'region.out-of-reach'],
    ['990201001001', 'region.out-of-reach'],
    ['虚构省', 'region.out-of-reach'],
    ['无此镇东街社区', 'region.unknown'],
    ['城关街道无此村', 'region.unknown'],
    ['990199000000', 'region.unknown'],
    ["'; drop table region; --", 'region.unknown'],
  ])('%s is faulty: %s', async (text, fault) => {
    expect((await resolve(text)).fault).toBe(fault)
  })
})
