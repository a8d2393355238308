import type { Column, Entry } from './list-kind.ts'

/** Running number in front. */
export const serialColumn = (header = '序号'): Column<Entry> => ({
  key: null,
  header,
  cell: (_row, { serial }) => serial,
})

/** The person's name as written. */
export const nameColumn = (header: string): Column<Entry> => ({
  key: 'name',
  header,
  cell: (_row, { name }) => name,
})

/** The person's number as written. */
export const numberColumn = (header: string): Column<Entry> => ({
  key: 'idNumber',
  header,
  cell: (_row, { number }) => number,
})

/** 男 or 女. */
export const sexColumn = (header = '性别'): Column<Entry> => ({
  key: 'sex',
  header,
  cell: ({ person }) => (person.sex === 'male' ? '男' : '女'),
})

/** County, township and village in three columns. */
export const placeColumns = (county: string | null, township: string, village: string): Column<Entry>[] => [
  ...(county === null
    ? []
    : [{ key: 'region', header: county, cell: ({ household }: Entry) => household.village.countyName }]),
  { key: 'region', header: township, cell: ({ household }) => household.village.townshipName },
  { key: 'region', header: village, cell: ({ household }) => household.village.name },
]

/** An address down to the house number. */
export const addressColumn = (header: string): Column<Entry> => ({
  key: 'address',
  header,
  cell: ({ household }) => addressOf(household),
})

/** Village and a house number that all of one household share. */
export function addressOf({ village, number }: Entry['household']): string {
  return `${village.townshipName}${village.name}${(Number(number.slice(-5).replace(/\D/g, '')) % 380) + 1}号`
}

/** Fen as yuan without separators: 123450 → 1234.5. */
export function yuan(fen: number): number {
  return Math.round(fen) / 100
}
