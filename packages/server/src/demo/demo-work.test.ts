import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoRegions, makeDemo } from '@zhucan/demo'
import { addDays } from '@zhucan/kernel'
import { type TestOffice, testDay, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillDemo } from './demo-office.ts'

const persons = 1_500
const county = '990101000000'

/** The demo shall look like a county at work, so that no screen is empty and every colour is seen. */
describe('the work of the demo county', () => {
  let office: TestOffice
  let folder: string
  let call: Awaited<ReturnType<TestOffice['signIn']>>['call']
  let village: Awaited<ReturnType<TestOffice['signIn']>>['call']
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhucan-demo-work-'))
    await makeDemo({ persons, seed: 3, day: testDay, out: folder })
    const regions = [...demoRegions(persons)]
    office = await testOffice({ regions })
    const clerk = await office.user('data-clerk', county)
    const home = regions.find(({ level, code }) => level === 5 && code.startsWith('990101'))!.code
    office.server.day = () => addDays(testDay, -365)
    const commissioner = await office.user('commissioner', home)
    office.server.day = () => testDay
    await fillDemo(office.server, clerk.username, folder, () => undefined)
    call = (await office.signIn(clerk)).call
    village = (await office.signIn(commissioner)).call
  }, 240_000)
  afterAll(async () => {
    await office.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('has clues in every state that people bring about, and of every colour', async () => {
    const { states, colours } = await (await call('/api/v1/clues/counts')).json()
    const of = (groups: Record<string, unknown>[], key: string) => groups.map((group) => group[key]).sort()
    for (const state of [
      'new',
      'issued',
      'received',
      'verifying',
      'answered',
      'returned',
      'handling',
      'closed',
    ])
      expect(of(states, 'state')).toContain(state)
    expect(of(colours, 'colour')).toEqual(['blue', 'clear', 'orange', 'red'])
  })

  it('gives the commissioner who can log in something to do', async () => {
    const { total } = await (await village('/api/v1/clues?mine=true')).json()
    expect(total).toBeGreaterThan(0)
  })

  it('has a notice that somebody has begun to check', async () => {
    const { rows } = await (await call('/api/v1/notices')).json()
    expect(rows).toMatchObject([{ state: 'checking', personal: 3, doubts: 1 }])
    expect(rows[0].undecided).toBe(rows[0].items - 6)
  })

  it('has offices that take clues everywhere', async () => {
    const { done, skipped } = await (
      await call('/api/v1/clues/issue', { json: { filter: { state: 'new' }, to: 4 } })
    ).json()
    expect(done).toBeGreaterThan(100)
    expect(skipped).toEqual([])
  })
})
