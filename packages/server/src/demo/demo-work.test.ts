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
    const checking = rows.filter(({ state }: { state: string }) => state === 'checking')
    expect(checking).toMatchObject([{ state: 'checking', personal: 3, doubts: 1 }])
    expect(checking[0].undecided).toBe(checking[0].items - 6)
  })

  it('has a plan that was followed to its circular: shares in many states, two reported, some overdue', async () => {
    const { rows } = await (await call('/api/v1/targets?scope=area&state=all&level=4&pageSize=100')).json()
    const of = (key: string) => [...new Set(rows.map((row: Record<string, string>) => row[key]))].sort()
    expect(of('state')).toEqual(['confirmed', 'issued', 'returned'])
    expect(of('colour')).toEqual(['blue', 'clear', 'orange', 'red'])
    const { reports } = await (await call('/api/v1/reports?indicator=vocational-training')).json()
    expect(reports.map((each: { state: string; files: number }) => [each.state, each.files]).sort()).toEqual([
      ['locked', 1],
      ['reviewed', 1],
    ])
    const roots = await (await call('/api/v1/targets?scope=mine&state=all')).json()
    expect(new Set(roots.rows.map((row: { state: string }) => row.state))).toEqual(
      new Set(['split', 'confirmed', 'draft']),
    )
    const { rows: tasks } = await (await call('/api/v1/tasks?scope=area&state=all')).json()
    expect(new Set(tasks.map((row: { state: string }) => row.state))).toEqual(
      new Set(['working', 'done', 'issued']),
    )
    expect((await (await call('/api/v1/papers')).json()).rows).toMatchObject([
      { state: 'draft', kind: 'bulletin' },
    ])
    expect((await (await call('/api/v1/supervision/watch')).json()).length).toBe(1)
  })

  it('has offices that take clues everywhere', async () => {
    const { done, skipped } = await (
      await call('/api/v1/clues/issue', { json: { filter: { state: 'new' }, to: 4 } })
    ).json()
    expect(done).toBeGreaterThan(100)
    expect(skipped).toEqual([])
  })
})
