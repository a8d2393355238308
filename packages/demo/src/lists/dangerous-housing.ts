import { DUPLICATE_RATE } from '../faults/rates.ts'
import { makeHouse } from '../people/houses.ts'
import type { House, Household } from '../people/model.ts'
import type { Plan } from '../plan.ts'
import { randomOf } from '../random.ts'
import { typedDate } from './dates.ts'
import { type Entry, entryOf, listKind } from './list-kind.ts'
import { addressColumn, nameColumn, numberColumn, placeColumns, serialColumn } from './shared-columns.ts'

const ID = 'dangerous-housing'

interface HouseRow extends Entry {
  house: House
}

/** One row for each appraised house, under the head of the household. */
export const dangerousHousing = listKind<HouseRow>({
  id: ID,
  lane: 4,
  repeated: DUPLICATE_RATE,
  layout: {
    format: 'csv',
    encoding: 'utf-8',
    sheetName: '危房台账',
    above: (_counts, { area, day }) => [`${area}农村危房鉴定与改造台账（${day.slice(0, 4)}年）`],
    below: ({ rows }) => ['合计', null, null, `${rows}户`],
  },
  columns: [
    serialColumn(),
    ...placeColumns('县', '乡镇', '行政村'),
    nameColumn('户主'),
    numberColumn('户主身份证号'),
    { key: 'members', header: '家庭人口', cell: ({ household }) => household.members.length },
    {
      key: 'class',
      header: '房屋危险等级',
      cell: ({ house, random }) =>
        `${house.class}级${random.chance(0.3) && house.class >= 'C' ? '危房' : ''}`,
    },
    {
      key: 'appraisedOn',
      header: '鉴定时间',
      cell: ({ house, random }) => typedDate(house.appraisedOn, random),
    },
    { key: 'repaired', header: '是否改造', cell: ({ house }) => (house.repairedOn === null ? '否' : '是') },
    {
      key: 'repairedOn',
      header: '竣工时间',
      cell: ({ house, random }) => (house.repairedOn === null ? null : typedDate(house.repairedOn, random)),
    },
    addressColumn('房屋坐落'),
    { key: null, header: '结构', cell: ({ random }) => random.pick(['土木', '砖木', '土坯', '砖混']) },
    { key: null, header: '备注', cell: () => null },
  ],
  slips: [{ key: 'class', code: 'value.not-in-list', rate: 0.004, text: '待鉴定' }],
  rowsOf: (household, plan) => houseRows(household, plan),
  strangersOf: (village, plan, strangers) =>
    (village.isRural ? strangers(0.3, [30, 85]) : []).flatMap((household) => {
      const house = makeHouse(randomOf(plan.seed, ID, household.number), plan.day)
      return houseRows({ ...household, house }, plan)
    }),
})

function houseRows(household: Household, plan: Plan): HouseRow[] {
  const { house, members } = household
  if (house === null) return []
  const head = members[0]!
  return [{ ...entryOf(household, head, randomOf(plan.seed, ID, 'row', head.no)), house }]
}
