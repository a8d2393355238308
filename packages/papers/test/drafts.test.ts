import {
  deedOf,
  draftBulletin,
  draftDuties,
  figuresUsed,
  outlineOf,
  plainPaper,
  proposedOrgan,
  type Standing,
  shortNameOf,
  subjectOfNotice,
} from '@zhucan/papers'
import { readNotice } from '@zhucan/reading'
import { describe, expect, test } from 'vitest'

const office = { name: '江城市残疾人联合会', shortName: '市残联', organ: '江残联', placeName: '江城市' }

const standing = (own: Partial<Standing>): Standing => ({
  targetId: '00000000-0000-7000-8000-000000000001',
  region: '990100000000',
  name: '江城市',
  indicator: 'vocational-training',
  version: 1,
  period: { from: '2026-01-01', to: '2026-12-31' },
  target: '1500',
  done: '1310',
  rate: '87.33',
  timePassed: '83.29',
  day: '2026-10-31',
  coverage: { have: 2, due: 3 },
  sourceTime: '2026-11-01T02:00:00.000Z',
  status: 'ahead',
  alarms: [],
  overdueSince: null,
  ...own,
})

const bulletin = draftBulletin({
  office,
  day: '2026-11-02',
  asOf: '2026-10-31',
  period: { from: '2026-01-01', to: '2026-10-31' },
  addressees: ['各区残联'],
  targets: [
    {
      label: '职业技能培训人次',
      unit: '人次',
      whole: standing({}),
      places: [
        standing({
          region: '990101000000',
          name: '东湖区',
          target: '500',
          done: '320',
          rate: '64.00',
          status: 'behind',
        }),
        standing({
          region: '990102000000',
          name: '西山区',
          target: '400',
          done: '990',
          rate: '247.50',
          alarms: ['完成率高于时间进度两倍'],
        }),
        standing({
          region: '990103000000',
          name: '南岸区',
          target: '600',
          done: null,
          rate: null,
          day: null,
          coverage: { have: 0, due: 1 },
          status: 'no-figure',
          overdueSince: '2026-10-31',
        }),
      ],
    },
  ],
  reportBy: '2026-11-10',
  mendBy: '2026-11-20',
})

describe('a circular about figures', () => {
  const text = plainPaper(bulletin)

  test('tells the whole with rate and time passed', () => {
    expect(bulletin.title).toBe('关于2026年1—10月残疾人重点工作任务完成情况的通报')
    expect(text).toContain(
      '任务1500人次，截至2026年10月31日完成1310人次，完成率为87.33%，时间进度为83.29%，高于时间进度4.04个百分点。',
    )
  })

  test('ranks with freshness and coverage beside it, and says what is doubtful', () => {
    const table = outlineOf(bulletin).find((part) => part.kind === 'table')!
    const rows =
      table.kind === 'table'
        ? table.rows.map((row) => row.map((cell) => cell.map((p) => p.text).join('')))
        : []
    expect(rows).toEqual([
      ['西山区（需核实）', '400', '990', '247.50%', '83.29%', '10月31日', '2/3'],
      ['东湖区', '500', '320', '64.00%', '83.29%', '10月31日', '2/3'],
      ['南岸区', '600', '未报送', '—', '83.29%', '—', '0/1'],
    ])
    expect(text).toContain('西山区的数据需核实（完成率高于时间进度两倍）')
  })

  test('names who is overdue and what is to be done next', () => {
    expect(text).toContain('南岸区（职业技能培训人次，应于2026年10月31日前报送，已逾期2天）')
    expect(text).toContain('请南岸区于2026年11月10日前将缺报数据报送市残联')
    expect(text).toContain('请东湖区查明原因、制定措施，于2026年11月20日前将整改情况报送市残联')
  })

  test('binds every figure it prints', () => {
    expect(figuresUsed(bulletin).missing).toEqual([])
    expect(figuresUsed(bulletin).used).toHaveLength(Object.keys(bulletin.figures).length)
    expect(Object.values(bulletin.figures)).toContainEqual({
      indicator: 'vocational-training',
      indicatorVersion: 1,
      measure: 'rate',
      region: '990102000000',
      period: { from: '2026-01-01', to: '2026-12-31' },
      value: '247.50%',
      sourceTime: '2026-11-01T02:00:00.000Z',
      target: '00000000-0000-7000-8000-000000000001',
    })
  })

  test('is read by the reader without a figure that contradicts another', () => {
    const read = readNotice(text)
    expect(read.doubts).toEqual([])
    expect(read.items).toContainEqual(expect.objectContaining({ kind: 'deadline', date: '2026-11-20' }))
  })

  test('who has not reported while there is time is named and not blamed', () => {
    const place = standing({ name: '南岸区', done: null, rate: null, day: null, status: 'no-figure' })
    const paper = draftBulletin({
      ...{ office, day: '2026-11-02', asOf: '2026-11-02', period: { from: '2026-01-01', to: '2026-12-31' } },
      targets: [{ label: '培训', unit: '人次', whole: standing({}), places: [place] }],
      ...{ addressees: [], reportBy: '2026-11-10', mendBy: '2026-11-20' },
    })
    expect(plainPaper(paper)).toContain('尚未报送的地区有南岸区，报送期限未到')
    expect(plainPaper(paper)).not.toContain('各地均已按期报送')
  })

  test('counts the targets where there are several', () => {
    const one = { label: '培训', unit: '人次', whole: standing({}), places: [] }
    const other = { ...one, label: '就业', whole: standing({ done: null, status: 'no-figure' }) }
    const paper = draftBulletin({
      ...{ office, day: '2026-11-02', asOf: '2026-11-02', period: { from: '2026-01-01', to: '2026-12-31' } },
      ...{ addressees: [], targets: [one, other], reportBy: '2026-11-10', mendBy: '2026-11-20' },
    })
    expect(plainPaper(paper)).toContain(
      '任务共2项，其中已完成0项、达到时间进度1项、落后于时间进度0项、尚无数据1项',
    )
  })

  test('says plainly where there is no figure at all and that all have reported', () => {
    const none = standing({ done: null, rate: null, day: null, status: 'no-figure' })
    const paper = draftBulletin({
      ...{
        office,
        day: '2026-11-02',
        asOf: '2026-11-02',
        period: { from: '2026-01-01', to: '2026-12-31' },
        addressees: [],
      },
      targets: [{ label: '培训', unit: '人次', whole: none, places: [] }],
      ...{ reportBy: '2026-11-10', mendBy: '2026-11-20' },
    })
    expect(paper.title).toContain('2026年度')
    expect(plainPaper(paper)).toContain('培训：截至2026年11月2日尚无可用数据')
    expect(plainPaper(paper)).toContain('各地均已按期报送')
  })
})

describe('a division of duties', () => {
  const paper = draftDuties({
    office,
    day: '2026-03-30',
    basis: { title: '2026年残疾人工作要点', number: '省残工委〔2026〕2号' },
    subject: '2026年残疾人重点工作',
    goals: ['新增残疾人就业不少于1000人，'],
    duties: [
      {
        what: '开展困难重度残疾人家庭走访；',
        lead: ['市残联'],
        support: ['市民政局', '市财政局'],
        due: '2026-06-30',
      },
      { what: '做好残疾儿童康复救助', lead: ['市残联'], support: [], due: '' },
    ],
    addressees: ['市残工委各成员单位'],
    reportBy: '2026-05-30',
  })
  const read = readNotice(plainPaper({ ...paper, number: { organ: '江残联', year: 2026, number: 6 } }))

  test('is read back with its leads, supports, days and goals', () => {
    expect(read.items).toContainEqual(
      expect.objectContaining({
        kind: 'responsibility',
        lead: ['市残联'],
        support: ['市民政局', '市财政局'],
      }),
    )
    expect(read.items).toContainEqual(expect.objectContaining({ kind: 'deadline', date: '2026-06-30' }))
    expect(read.items).toContainEqual(expect.objectContaining({ kind: 'target', value: 1000 }))
    expect(read.title).toBe('关于印发《2026年残疾人重点工作任务分工方案》的通知')
  })

  test('takes the deed out of a clause, the heading where the clause is a bracket', () => {
    expect(deedOf('市残联负责制定走访方案，', ['市残联'], '走访')).toBe('制定走访方案')
    expect(deedOf('（市残联牵头，市民政局配合）', ['市残联'], '开展走访。')).toBe('开展走访')
    expect(deedOf('由市残联承担', ['市残联'], '')).toBe('由市残联承担')
    expect(subjectOfNotice('关于印发《2026年残疾人工作要点》的通知', '2026-01-01')).toBe('2026年残疾人工作')
    expect(subjectOfNotice('关于做好残疾儿童康复救助工作的通知', '2026-01-01')).toBe('2026年残疾儿童康复救助')
  })

  test('names of offices', () => {
    expect(shortNameOf('江城市残疾人联合会')).toBe('市残联')
    expect(shortNameOf('北川省残疾人联合会')).toBe('省残联')
    expect(shortNameOf('残联990100')).toBe('残联990100')
    expect(proposedOrgan('江城市残疾人联合会')).toBe('江残联')
  })
})
