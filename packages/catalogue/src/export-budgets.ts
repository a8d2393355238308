import { type Label, nation, type PlainDate, parentRegion, type RegionCode } from '@zhucan/kernel'
import type { Role } from './rights.ts'

/** What is counted when personal data leave, whatever the way. */
export type ExportMeasure = 'rows' | 'file-rows' | 'numbers' | 'pages' | 'look-ups' | 'misses'

/** Everything an office may set: a day's budget of one user, the day's budget of the office, and how long things last. */
export type ExportPolicyName =
  | ExportMeasure
  | 'office-rows'
  | 'office-numbers'
  | 'file-days'
  | 'glass-hours'
  | 'glass-review-days'
  | 'glass-per-day'

/** The names in words. */
export const exportPolicyLabels: Readonly<Record<ExportPolicyName, Label>> = {
  rows: {
    zh: '每人每天：名单行数（翻页、预览、文件合计）',
    en: 'Rows a user sees a day (paging, previews, files)',
  },
  'file-rows': {
    zh: '每人每天：无需他人批准的文件行数',
    en: 'Rows a user takes in files without approval, a day',
  },
  numbers: { zh: '每人每天：明文号码个数', en: 'Numbers in clear a user sees a day' },
  pages: { zh: '每人每天：打开的个人档案数', en: "Persons' files a user opens a day" },
  'look-ups': { zh: '每人每天：按号码查找次数', en: 'Searches by number a day' },
  misses: { zh: '每人每天：按号码查找未查到的次数', en: 'Searches by number that found nobody, a day' },
  'office-rows': { zh: '全单位每天：名单行数', en: 'Rows of the whole office a day' },
  'office-numbers': { zh: '全单位每天：明文号码个数', en: 'Numbers in clear of the whole office a day' },
  'file-days': { zh: '导出文件保存天数', en: 'Days an exported file can be fetched' },
  'glass-hours': { zh: '应急查阅时限（小时）', en: 'Hours of an emergency access' },
  'glass-review-days': { zh: '应急查阅复核期限（工作日）', en: 'Working days to review an emergency access' },
  'glass-per-day': { zh: '每人每天：应急查阅次数', en: 'Emergency accesses of a user a day' },
}

/** The measures in the order they are told, with their names. */
export const exportMeasures: readonly ExportMeasure[] = [
  'rows',
  'file-rows',
  'numbers',
  'pages',
  'look-ups',
  'misses',
]

const common: Readonly<Record<ExportPolicyName, number>> = {
  rows: 20_000,
  'file-rows': 500,
  numbers: 100,
  pages: 400,
  'look-ups': 150,
  misses: 30,
  'office-rows': 400_000,
  'office-numbers': 1_000,
  'file-days': 3,
  'glass-hours': 4,
  'glass-review-days': 3,
  'glass-per-day': 3,
}

const byRole: Readonly<Partial<Record<Role, Partial<Record<ExportPolicyName, number>>>>> = {
  'data-clerk': { rows: 50_000, 'file-rows': 2_000, numbers: 200, 'look-ups': 300 },
  commissioner: { rows: 5_000, 'file-rows': 0, numbers: 0, pages: 150 },
  leader: { rows: 10_000, numbers: 0 },
  'audit-officer': { rows: 10_000, 'file-rows': 2_000, numbers: 0 },
}

/** One dated amount that an office set for a role, for itself and everything below. */
export interface ExportPolicyRow {
  readonly role: string
  readonly name: string
  readonly region: RegionCode
  readonly fromDay: string
  readonly amount: number
}

/** The amount that holds for a role at a place on a day: the nearest place upwards, the latest day; else what ships. */
export function exportPolicy(
  asked: { role: Role; name: ExportPolicyName; region: RegionCode; day: PlainDate },
  rows: readonly ExportPolicyRow[],
): number {
  const { role, name, region, day } = asked
  const inForce = rows.filter((row) => row.role === role && row.name === name && row.fromDay <= day)
  for (
    let place: RegionCode | null = region;
    place !== null;
    place = place === nation ? null : parentRegion(place)
  ) {
    const here = inForce.filter((row) => row.region === place)
    const latest = here.reduce<ExportPolicyRow | null>(
      (best, row) => (best && best.fromDay > row.fromDay ? best : row),
      null,
    )
    if (latest) return latest.amount
  }
  return byRole[role]?.[name] ?? common[name]
}

/**
 * Whether a new amount lets more out on any day from its first on than would leave without it. Not the first day alone: an
 * amount that equals today's may stand before a smaller one that comes later from above.
 */
export function isRaise(
  wanted: ExportPolicyRow & { role: Role; name: ExportPolicyName },
  rows: readonly ExportPolicyRow[],
) {
  const { role, name, region, fromDay } = wanted
  const changes = rows.filter((row) => row.role === role && row.name === name && row.fromDay > fromDay)
  const days = [fromDay, ...changes.map((row) => row.fromDay)] as PlainDate[]
  return days.some((day) => {
    const asked = { role, name, region, day }
    return exportPolicy(asked, [...rows, wanted]) > exportPolicy(asked, rows)
  })
}

/** The ways out by which personal data leave, with their names; each is counted when it is gone. */
export const exportWays = {
  'person-list': { zh: '名册翻页', en: 'paging the register' },
  'clue-list': { zh: '线索翻页', en: 'paging the clues' },
  'list-rows': { zh: '部门名单翻页', en: 'paging a department list' },
  'import-preview': { zh: '导入预览', en: 'preview of an import' },
  'fault-workbook': { zh: '问题清单下载', en: 'fault workbook' },
  'register-form': { zh: '名册回填表下载', en: 'register form' },
  'figure-records': { zh: '指标背后的记录', en: 'records behind a figure' },
  'undo-people': { zh: '撤销影响名单', en: 'people of an undo' },
  'person-page': { zh: '个人档案', en: "a person's file" },
  'clue-page': { zh: '线索详情与佐证', en: 'a clue with its evidence' },
  reveal: { zh: '查看号码', en: 'a number shown' },
  'find-by-number': { zh: '按号码查找', en: 'search by number' },
  file: { zh: '导出文件', en: 'exported file' },
  'break-glass': { zh: '应急查阅', en: 'emergency access' },
} as const satisfies Record<string, Label>

/** One of the ways out. */
export type ExportWay = keyof typeof exportWays
