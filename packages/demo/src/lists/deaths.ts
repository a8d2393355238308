import { addDays, type PlainDate } from '@zhucan/kernel'
import { DUPLICATE_RATE } from '../faults/rates.ts'
import type { Household, Person } from '../people/model.ts'
import type { Plan } from '../plan.ts'
import { draw, type Random, randomOf, weighted } from '../random.ts'
import { typedDate } from './dates.ts'
import { type Entry, entryOf, listKind } from './list-kind.ts'
import {
  addressColumn,
  nameColumn,
  numberColumn,
  placeColumns,
  serialColumn,
  sexColumn,
} from './shared-columns.ts'

const ID = 'deaths'

interface DeathRow extends Entry {
  diedOn: PlainDate
  source: '火化' | '公安注销' | '死亡医学证明' | '村上报'
}

const SOURCES = weighted<DeathRow['source']>([
  ['火化', 60],
  ['公安注销', 20],
  ['死亡医学证明', 15],
  ['村上报', 5],
])

/** Everybody who died in the last twenty months, put together from cremations, cancellations and certificates. */
export const deaths = listKind<DeathRow>({
  id: ID,
  lane: 5,
  repeated: DUPLICATE_RATE,
  layout: {
    format: 'xlsx',
    sheetName: '死亡人员',
    above: (_counts, { area }) => [
      `${area}死亡人员信息汇总表`,
      '说明：由殡葬、公安、卫健三部门数据汇总，仅供核查使用',
    ],
    below: ({ rows }) => ['合计', `${rows}人`],
  },
  columns: [
    serialColumn(),
    nameColumn('死者姓名'),
    sexColumn(),
    numberColumn('身份证号码'),
    { key: 'diedOn', header: '死亡时间', cell: ({ diedOn, random }) => typedDate(diedOn, random) },
    {
      key: 'crematedOn',
      header: '火化时间',
      cell: ({ diedOn, source, random }) =>
        source === '火化' ? typedDate(addDays(diedOn, random.int(1, 3)), random) : null,
    },
    { key: 'source', header: '信息来源', cell: ({ source }) => source },
    ...placeColumns('县区', '乡镇街道', '村社区'),
    addressColumn('生前住址'),
    { key: null, header: '家属联系人', cell: () => null },
  ],
  slips: [{ key: 'diedOn', code: 'date.invalid', rate: 0.005, text: '2026.13.5' }],
  rowsOf: (household, plan) =>
    household.members.flatMap((person) =>
      person.life.diedOn ? [deathRow(household, person, { plan, diedOn: person.life.diedOn })] : [],
    ),
  strangersOf: (_village, plan, strangers) =>
    strangers(0.23, [60, 96]).map((household) => {
      const random = randomOf(plan.seed, ID, household.number)
      const diedOn = addDays(plan.day, -random.int(3, 600))
      const oldest = household.members.toSorted((a, b) => (a.birth < b.birth ? -1 : 1))[0]!
      return deathRow(household, oldest, { plan, diedOn })
    }),
})

function deathRow(
  household: Household,
  person: Person,
  { plan, diedOn }: { plan: Plan; diedOn: PlainDate },
): DeathRow {
  const random: Random = randomOf(plan.seed, ID, 'row', person.no)
  const source = draw(random, SOURCES)
  // Cremation follows within three days, so a death too close to the run is not of that source.
  const isRecent = addDays(diedOn, 3) > plan.day
  return {
    ...entryOf(household, person, random),
    diedOn,
    source: isRecent && source === '火化' ? '村上报' : source,
  }
}
