import { dialectOf, type Engine, genericPlan, type LinkRequest } from '../src/index.ts'

const compared = [
  { column: 'given', source: 'c0', kind: 'name' },
  { column: 'family', source: 'c1', kind: 'name' },
  { column: 'birth', source: 'c2', kind: 'date' },
  { column: 'number', source: 'c3', kind: 'code' },
  { column: 'street', source: 'c4', kind: 'text' },
] as const
/** The two tables of it. */
export const otherTables = ['other_people', 'other_rows'] as const

/** The linkage of both tables, as a map file would ask for it. */
export const otherFiles = (engine: Engine): LinkRequest => ({
  ...genericPlan(compared, dialectOf(engine)),
  sides: { left: otherTables[0], right: otherTables[1] },
})

/** Files of another kind: invented people in letters, with slips in every second row. */
export async function makeOtherFiles(engine: Engine): Promise<void> {
  const names = "amelia ben chloe daniel emily finn grace harry isla kayla liam o'neil zoë müller".split(' ')
  const streets = 'high church park king mill river hill lake'.split(' ')
  const of = <T>(all: readonly T[], at: number) => all[at % all.length]!
  const people = Array.from({ length: 300 }, (_, at) => [
    of(names, at * 7),
    `${of(names, at * 11 + 3)}${of(streets, at * 5)}`,
    `19${10 + (at % 80)}0${1 + (at % 9)}1${at % 10}`,
    `${1_000_000 + at * 7919}`,
    `${1 + (at % 90)} ${of(streets, at * 3)} street`,
  ])
  const slip = (text: string, at: number) => {
    const place = at % (text.length - 1)
    return text.slice(0, place) + text[place + 1] + text[place] + text.slice(place + 2)
  }
  const rows = people.map((cells, row) =>
    cells.map((cell, at) => (row % 2 === 0 || (row + at) % 4 !== 0 ? cell : slip(cell, row))),
  )
  const columns = Object.fromEntries([
    ['row_no', 'INTEGER'],
    ...compared.map(({ source }) => [source, 'VARCHAR'] as const),
  ] as const)
  for (const [table, cells] of [
    [otherTables[0], people],
    [otherTables[1], rows],
  ] as const)
    await engine.appendRows(
      table,
      columns,
      cells.map((row, at) => [at + 1, ...row]),
    )
}
