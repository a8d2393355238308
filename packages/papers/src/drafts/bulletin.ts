import type { Block, FigureMeasure, Paper, Table } from '../paper.ts'
import { printedDay } from '../wording.ts'
import { createFigureBook, type FigureBook } from './figure-book.ts'
import { type Office, paperOf } from './office.ts'

/** How one place (or the whole) stands to its target. Figures are decimal texts. */
export interface Standing {
  readonly targetId: string
  readonly region: string
  readonly name: string
  readonly indicator: string
  readonly version: number
  readonly period: { readonly from: string; readonly to: string }
  readonly target: string | null
  readonly done: string | null
  /** Per cent of the target. */
  readonly rate: string | null
  readonly timePassed: string
  /** Last day the figure covers. */
  readonly day: string | null
  readonly coverage: { readonly have: number; readonly due: number }
  readonly sourceTime: string | null
  readonly status: 'reached' | 'ahead' | 'on-time' | 'behind' | 'far-behind' | 'missed' | 'no-figure'
  /** Why a figure should be looked at twice before it is praised. */
  readonly alarms: readonly string[]
  /** Reported by this day; null where nothing is open. */
  readonly overdueSince: string | null
}

/** One target and the shares of it that places carry. */
export interface ToldTarget {
  readonly label: string
  readonly unit: string
  readonly whole: Standing
  readonly places: readonly Standing[]
}

/** What a circular about figures is made from. */
export interface BulletinSource {
  readonly office: Office
  readonly day: string
  /** The day the figures are counted on. */
  readonly asOf: string
  readonly period: { readonly from: string; readonly to: string }
  readonly addressees: readonly string[]
  readonly targets: readonly ToldTarget[]
  /** Days set for what is to be done next. */
  readonly reportBy: string
  readonly mendBy: string
}

/** A circular that tells how far targets are, place by place, every figure bound to its source. */
export function draftBulletin(source: BulletinSource): Paper {
  const book = createFigureBook()
  const body: Block[] = [
    { kind: 'paragraph', text: `现将${range(source.period)}重点工作任务完成情况通报如下。` },
    { kind: 'heading', level: 1, text: '总体情况' },
    ...(source.targets.length > 1 ? [overall(source, book)] : []),
    ...source.targets.map((target): Block => ({ kind: 'paragraph', text: told(target, source, book) })),
    { kind: 'heading', level: 1, text: '各地完成情况' },
    ...source.targets.flatMap((target) => tables(target, book)),
    { kind: 'heading', level: 1, text: '未按期报送情况' },
    { kind: 'paragraph', text: overdue(source, book) },
    { kind: 'heading', level: 1, text: '下一步工作' },
    ...next(source),
  ]
  return paperOf(source.office, {
    kind: 'bulletin',
    title: `关于${titleRange(source.period)}残疾人重点工作任务完成情况的通报`,
    addressees: source.addressees,
    body,
    signedOn: source.day,
    figures: book.figures,
  })
}

const range = ({ from, to }: BulletinSource['period']): string => `${printedDay(from)}至${printedDay(to)}`

function titleRange({ from, to }: BulletinSource['period']): string {
  const [year, first, last] = [from.slice(0, 4), Number(from.slice(5, 7)), Number(to.slice(5, 7))]
  if (to.slice(0, 4) !== year) return range({ from, to })
  if (first === 1 && last === 12) return `${year}年度`
  return first === last ? `${year}年${first}月` : `${year}年${first}—${last}月`
}

const boundTo = (standing: Standing) => ({
  indicator: standing.indicator,
  indicatorVersion: standing.version,
  region: standing.region,
  period: standing.period,
  sourceTime: standing.sourceTime,
  target: standing.targetId,
})

const done = ['reached'] as const
const inTime = ['ahead', 'on-time'] as const
const late = ['behind', 'far-behind', 'missed'] as const
const among = (list: readonly string[]) => (target: ToldTarget) => list.includes(target.whole.status)

function overall({ targets, asOf, office }: BulletinSource, book: FigureBook): Block {
  const count = (list: readonly string[]) => targets.filter(among(list)).length
  const [first] = targets
  const bound = (number: number) =>
    first ? book.bind({ ...boundTo(first.whole), target: '' }, 'count', String(number)) : String(number)
  const text = `截至${printedDay(asOf)}，${office.placeName}通报的任务共${bound(targets.length)}项，其中已完成${bound(count(done))}项、达到时间进度${bound(count(inTime))}项、落后于时间进度${bound(count(late))}项、尚无数据${bound(count(['no-figure']))}项。`
  return { kind: 'paragraph', text }
}

function told(target: ToldTarget, { asOf }: BulletinSource, book: FigureBook): string {
  const { whole, label, unit } = target
  const bound = boundTo(whole)
  if (whole.done === null) return `${label}：截至${printedDay(asOf)}尚无可用数据，请抓紧报送。`
  const value = book.bind(bound, 'done', whole.done)
  if (whole.target === null || whole.rate === null)
    return `${label}：截至${printedDay(whole.day)}为${value}${unit}。`
  const goal = book.bind(bound, 'target', whole.target)
  const rate = book.bind(bound, 'rate', `${whole.rate}%`)
  const passed = book.bind(bound, 'elapsed', `${whole.timePassed}%`)
  return `${label}：任务${goal}${unit}，截至${printedDay(whole.day)}完成${value}${unit}，完成率为${rate}，时间进度为${passed}${comparison(whole)}。${doubts(whole)}`
}

function comparison({ rate, timePassed }: Standing): string {
  const ahead = Number(rate) - Number(timePassed)
  const points = Math.abs(ahead).toFixed(2)
  if (points === '0.00') return '，与时间进度持平'
  return `，${ahead > 0 ? '高于' : '低于'}时间进度${points}个百分点`
}

/** Why a figure is doubtful; what has no figure is not doubtful but missing. */
const reasons = ({ alarms, done }: Standing): string[] =>
  done === null ? [] : alarms.map((alarm) => alarm.replace(/[。；，]+$/, ''))

const doubts = (standing: Standing): string => {
  const why = reasons(standing)
  return why.length === 0 ? '' : `该数据需核实：${why.join('；')}。`
}

/** Highest rate first; who has no figure comes last and is not ranked. */
function ranked(places: readonly Standing[]): Standing[] {
  const rate = (standing: Standing) =>
    standing.rate === null ? Number.NEGATIVE_INFINITY : Number(standing.rate)
  return [...places].sort((a, b) => rate(b) - rate(a) || (a.region < b.region ? -1 : 1))
}

function tables(target: ToldTarget, book: FigureBook): Block[] {
  if (target.places.length === 0) return []
  const rows = ranked(target.places).map((standing) => row(standing, book))
  const table: Table = {
    kind: 'table',
    caption: `${target.label}完成情况（单位：${target.unit}）`,
    columns: [
      { label: '地区', width: 22, align: 'left' },
      { label: '任务', width: 14, align: 'centre' },
      { label: '完成', width: 14, align: 'centre' },
      { label: '完成率', width: 16, align: 'centre' },
      { label: '时间进度', width: 16, align: 'centre' },
      { label: '数据截至', width: 19, align: 'centre' },
      { label: '报送范围', width: 16, align: 'centre' },
    ],
    rows,
  }
  const doubtful = target.places
    .filter((standing) => reasons(standing).length > 0)
    .map((standing) => `${standing.name}的数据需核实（${reasons(standing).join('；')}）`)
  const note = '表中按完成率排列，数据截至时间和报送范围不同的地区不宜直接比较'
  return [table, { kind: 'paragraph', text: `${[note, ...doubtful].join('；')}。` }]
}

/** A figure of a standing as it is printed on a day, also where there is none yet; null for what belongs to no one target. */
export function printedMeasure(standing: Standing, measure: FigureMeasure, day: string): string | null {
  const per = (text: string | null) => (text === null ? '—' : `${text}%`)
  const until = standing.day
  const values: Readonly<Record<FigureMeasure, string | null>> = {
    done: standing.done ?? '未报送',
    target: standing.target ?? '—',
    rate: per(standing.rate),
    elapsed: per(standing.timePassed),
    count: null,
    coverage: `${standing.coverage.have}/${standing.coverage.due}`,
    day: until === null ? '—' : `${Number(until.slice(5, 7))}月${Number(until.slice(8))}日`,
    overdue: standing.overdueSince === null ? null : String(daysBetween(standing.overdueSince, day)),
  }
  return values[measure]
}

function row(standing: Standing, book: FigureBook): string[] {
  const cell = (measure: FigureMeasure) =>
    book.bind(boundTo(standing), measure, printedMeasure(standing, measure, '') ?? '')
  return [
    reasons(standing).length > 0 ? `${standing.name}（需核实）` : standing.name,
    ...(['target', 'done', 'rate', 'elapsed', 'day', 'coverage'] as const).map(cell),
  ]
}

function overdue({ targets, day }: BulletinSource, book: FigureBook): string {
  const late = targets.flatMap((target) =>
    target.places
      .filter(({ overdueSince }) => overdueSince !== null)
      .map((standing) => {
        const days = book.bind(boundTo(standing), 'overdue', printedMeasure(standing, 'overdue', day) ?? '')
        return `${standing.name}（${target.label}，应于${printedDay(standing.overdueSince)}前报送，已逾期${days}天）`
      }),
  )
  const until = `截至${printedDay(day)}`
  const silent = namesOf(targets.flatMap(({ places }) => places.filter(({ done }) => done === null)))
  if (late.length === 0)
    return silent === ''
      ? `${until}，各地均已按期报送。`
      : `${until}，尚未报送的地区有${silent}，报送期限未到。`
  return `${until}，以下地区未按期报送：${late.join('、')}。`
}

const namesOf = (list: readonly Standing[]): string => [...new Set(list.map(({ name }) => name))].join('、')

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

function next({ targets, office, reportBy, mendBy }: BulletinSource): Block[] {
  const places = targets.flatMap((target) => target.places)
  const slow = places.filter(({ status }) => (late as readonly string[]).includes(status))
  const silent = places.filter(({ overdueSince, done }) => overdueSince !== null || done === null)
  const steps: [string, string][] = []
  if (silent.length > 0) {
    steps.push([
      '补报缺报数据。',
      `请${namesOf(silent)}于${printedDay(reportBy)}前将缺报数据报送${office.shortName}。`,
    ])
  }
  if (slow.length > 0) {
    steps.push([
      '加快滞后任务进度。',
      `请${namesOf(slow)}查明原因、制定措施，于${printedDay(mendBy)}前将整改情况报送${office.shortName}。`,
    ])
  }
  steps.push([
    '确保数据真实准确。',
    '各地要对报送数据负责，做到有台账、有依据、可核查，发现错误及时更正并说明原因。',
  ])
  return steps.map(([text, follows]): Block => ({ kind: 'heading', level: 2, text, follows }))
}
