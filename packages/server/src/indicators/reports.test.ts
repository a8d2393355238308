import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findUser } from '../access/index.ts'
import { evidenceFolder } from '../clues/evidence-file.ts'
import { sweepEvidence } from '../clues/loose-evidence.ts'
import { act, type Clerk, city, county, openWork, otherCounty, photo, type Work } from '../work/test-work.ts'
import { countRegion, indicatorTasks } from './index.ts'

const training = { indicator: 'vocational-training', region: county, period: '2026-Q3' }
const evidence = '培训台账第三季度，就业股存'
const dayMs = 86_400_000

let work: Work
let clerk: Clerk
let worker: Clerk
let leader: Clerk
let stranger: Clerk
let centre: Clerk
let centreId: string

beforeAll(async () => {
  work = await openWork()
  clerk = await work.join('data-clerk', county)
  worker = await work.join('caseworker', county)
  leader = await work.join('leader', county)
  stranger = await work.join('data-clerk', otherCounty)
  const service = await work.department('就业服务中心', 'service')
  centre = await work.join('caseworker', county)
  await service.take(centre)
  centreId = service.id
})
afterAll(() => work.close())

const sendFile = (by: Clerk, region = county) =>
  by.send(`/report-files?region=${region}`, photo, '签到册990101196005060013.jpg')
const submit = (by: Clerk, body: object) =>
  by.post('/reports', { ...training, evidence, submit: true, ...body })
const later = (days: number) => {
  const { now } = work.office.server
  return { ...work.office.server, now: () => now() + days * dayMs }
}

describe('evidence of reported figures', () => {
  it('is sealed, named by the figure that is handed in, and read by whoever reviews it', async () => {
    const sent = await sendFile(clerk)
    expect(sent.body).toMatchObject({ mediaType: 'image/jpeg', revision: null })
    expect(sent.body.fileName).not.toContain('990101196005060013')
    const { id } = (await submit(clerk, { numerator: '620', files: [sent.body.id] })).body
    const { body } = await worker.get(`/reports/${id}`)
    expect(body.files).toMatchObject([{ id: sent.body.id, revision: 1 }])
    expect((await worker.get('/reports?indicator=vocational-training')).body.reports).toMatchObject([
      { files: 1 },
    ])
    const { call } = await work.office.signIn(worker.who)
    const bytes = await call(`/api/v1/reports/${id}/files/${sent.body.id}`)
    expect(bytes.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(Buffer.from(await bytes.arrayBuffer()).equals(photo)).toBe(true)
    expect((await stranger.get(`/reports/${id}/files/${sent.body.id}`)).status).toBe(404)
    expect((await worker.post(`/reports/${id}/review`, { revision: 1 })).status).toBe(200)
  })

  it('is of one place, one person and one figure only', async () => {
    expect((await sendFile(stranger)).body).toMatchObject({ code: 'region.out-of-reach' })
    const [first, second] = [await sendFile(clerk), await sendFile(worker)]
    const other = { ...training, indicator: 'law-events', numerator: '3' }
    for (const files of [[second.body.id], [first.body.id, second.body.id]])
      expect((await submit(clerk, { ...other, files })).body).toMatchObject({ code: 'work.unknown-file' })
    const { id } = (await submit(clerk, { ...other, files: [first.body.id] })).body
    expect(
      (await submit(clerk, { ...other, indicator: 'culture-events', files: [first.body.id] })).body,
    ).toMatchObject({
      code: 'work.unknown-file',
    })
    await worker.post(`/reports/${id}/return`, { revision: 1, reason: '照片不清楚' })
    const again = await sendFile(clerk)
    await submit(clerk, { ...other, files: [again.body.id] })
    const { body } = await worker.get(`/reports/${id}`)
    expect(body.files.map((file: { revision: number }) => file.revision)).toEqual([1, 3])
  })

  it('goes after a week when nothing named it, and stays for good when something did, of tasks too', async () => {
    const task = await worker.post('/tasks', {
      ...{ title: '报送总结', what: '形成书面总结', dueOn: '2026-11-30', leadOrganisationId: centreId },
    })
    await act(centre, 'tasks', task.body.id, 'receive')
    const [used, unused] = [
      await centre.send(`/tasks/${task.body.id}/files`, photo, 'used.jpg'),
      await centre.send(`/tasks/${task.body.id}/files`, photo, 'unused.jpg'),
    ]
    await act(centre, 'tasks', task.body.id, 'complete', {
      note: 'Done, see the photo.',
      files: [used.body.id],
    })
    await sendFile(clerk)
    const rows = () =>
      work.asOwner(`select stored_as from task_file union all select stored_as from report_file`)
    const before = (await rows()).length
    await sweepEvidence(later(6))
    expect(await rows()).toHaveLength(before)
    await sweepEvidence(later(8))
    const left = (await rows()).map((row) => row.stored_as as string).sort()
    expect(left).toHaveLength(before - 3)
    expect((await readdir(evidenceFolder(work.office.server))).sort()).toEqual(left)
    expect((await centre.get(`/tasks/${task.body.id}`)).body.files).toMatchObject([{ id: used.body.id }])
    expect(unused.status).toBe(200)
  })
})

describe('a share that an organisation carries', () => {
  it('is measured by what that organisation hands in, which is part of its region’s figure', async () => {
    const root = await worker.post('/targets', {
      ...{ indicator: 'vocational-training', form: 'floor', value: '1000', unit: 'person-times' },
      ...{ periodFrom: '2026-01-01', periodTo: '2026-12-31' },
    })
    await act(worker, 'targets', root.body.id, 'confirm')
    const offices = [{ organisationId: centreId, value: '400' }]
    expect((await act(worker, 'targets', root.body.id, 'split', { by: 'equal', offices })).status).toBe(200)
    const shareOf = async () =>
      (await worker.get(`/targets?scope=area&parent=${root.body.id}&organisation=${centreId}`)).body.rows[0]
    expect((await shareOf()).completion).toMatchObject({
      measuredBy: 'office',
      value: null,
      status: 'no-figure',
    })

    const { id } = (await submit(centre, { numerator: '100' })).body
    await worker.post(`/reports/${id}/review`, { revision: 1 })
    expect((await shareOf()).completion).toMatchObject({
      measuredBy: 'office',
      value: '100',
      percent: '25.00',
    })
    const whole = await worker.get(`/targets/${root.body.id}`)
    expect(whole.body.completion).toMatchObject({ measuredBy: 'region', value: '620', percent: '62.00' })
    const listed = (await worker.get('/reports?indicator=vocational-training')).body.reports
    expect(listed.map((each: { carrierName: string | null }) => each.carrierName)).toContain('就业服务中心')
  })

  it('cannot be told of another region, nor overwrite what the federation handed in', async () => {
    expect((await submit(centre, { numerator: '9', region: '990101001000' })).body).toMatchObject({
      code: 'figure.not-own-place',
    })
    expect((await worker.get(`/figures/vocational-training?region=${county}`)).body.figure.value).toBe('620')
  })

  it('of an office above those that hand in stands beside them in the sum', async () => {
    const above = await work.join('data-clerk', city)
    const checker = await work.join('caseworker', city)
    expect((await submit(above, { numerator: '30', region: city })).body).toMatchObject({
      code: 'figure.level-wrong',
    })
    const { id } = (await submit(above, { numerator: '30', region: city, isOwnPart: true })).body
    await checker.post(`/reports/${id}/review`, { revision: 1 })
    const { figure } = (await checker.get(`/figures/vocational-training?region=${city}`)).body
    expect(figure).toMatchObject({ value: '650', coverage: { have: 1, due: 2 } })
  })
})

describe('who is missing', () => {
  it('is told among townships where they hand in for their county', async () => {
    for (const region of ['990101001000', '990101002000']) {
      const { id } = (await submit(clerk, { indicator: 'bedside-visits', region, numerator: '4' })).body
      await worker.post(`/reports/${id}/review`, { revision: 1 })
    }
    const { figure } = (await worker.get(`/figures/bedside-visits?region=${county}`)).body
    expect(figure).toMatchObject({
      value: '8',
      coverage: { have: 2, due: 3, missing: [{ region: '990101003000' }] },
    })
  })
})

describe('a figure against the one before', () => {
  it('that is handed in and falls is told at the target and beside the figure, with its trend', async () => {
    const { id } = (await submit(clerk, { period: '2026-Q4', numerator: '610' })).body
    await worker.post(`/reports/${id}/review`, { revision: 1 })
    const page = (await leader.get(`/figures/vocational-training?region=${county}`)).body
    expect(page.alarms.map((alarm: { code: string }) => alarm.code)).toContain('fell')
    expect(page.trend).toEqual([
      { day: '2026-09-30', value: '620' },
      { day: '2026-12-31', value: '610' },
    ])
    expect(page.completion.alarms.map((alarm: { code: string }) => alarm.code)).toContain('fell')
  })

  it('is counted each night for who counted it last, and villages are kept once a month', async () => {
    const people = (count: number) =>
      work.asOwner(`insert into person (id, kind, name, category, level, certificate_status, certificate_valid_to, hukou_region,
          residence_region, created_at, updated_at)
        select new_id(), 'holder', '金丝雀', 'physical', 1, 'issued', date '2030-01-01', '990101001001', '990101001001', now(), now()
        from generate_series(1, ${count})`)
    await people(30)
    for (const day of ['2026-10-31', '2026-11-19'])
      await work.asOwner('update indicator_snapshot set day = $1 where id = $2', [
        day,
        await countRegion(work.office.server, clerk.who.id),
      ])
    await people(30)
    await indicatorTasks['figures-due']!(work.office.server, {}, null)
    const [job] = await work.asOwner(
      `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where t.identifier = 'indicator-count'`,
    )
    await indicatorTasks['indicator-count']!(
      work.office.server,
      job!.payload,
      await findUser(work.office.server, clerk.who.id),
    )
    const kept =
      await work.asOwner(`select s.day::text, s.is_thinned, count(*) filter (where v.level = 5)::int as villages
      from indicator_snapshot s join indicator_value v on v.snapshot_id = s.id and v.indicator = 'holders'
      where s.state = 'done' group by 1, 2 order by 1`)
    expect(kept).toEqual([
      { day: '2026-10-31', is_thinned: false, villages: 1 },
      { day: '2026-11-19', is_thinned: true, villages: 0 },
      { day: '2026-11-21', is_thinned: false, villages: 1 },
    ])
    const page = (await leader.get(`/figures/holders?region=${county}`)).body
    expect(page.figure).toMatchObject({ value: '60', day: '2026-11-21' })
    expect(page.alarms.map((alarm: { code: string }) => alarm.code)).toContain('jump')
    const village = (await leader.get('/figures/holders?region=990101001001')).body
    expect(village.alarms, 'a thinned figure is unknown, not none').toEqual([])
  })

  it('of a year that is over is the last one of that year', async () => {
    const root = await worker.post('/targets', {
      ...{ indicator: 'holders', form: 'floor', value: '60', unit: 'persons' },
      ...{ periodFrom: '2026-01-01', periodTo: '2026-10-31' },
    })
    const { body } = await worker.get(`/targets/${root.body.id}`)
    expect(body.completion).toMatchObject({ value: '30', percent: '50.00', status: 'missed' })
  })
})
