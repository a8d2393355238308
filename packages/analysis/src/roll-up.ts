import type { Analysis } from './open-analysis.ts'
import { sqlName } from './sql-text.ts'

/** What each answer adds to a column's sum. Three counts share one sum, 31 bits each, so that a row is added once. */
export const rollUpWeights = {
  out: 0n,
  in: 1n,
  base: 2n ** 31n,
  'cannot-say': 2n ** 62n,
} as const

/** A column of the roll-up: an expression over the alias `f` that gives one of the weights. */
export interface RollUpColumn {
  readonly name: string
  readonly sql: string
}

/** Counts of one column in one region, everything below it included. */
export interface RollUpCount {
  readonly column: string
  readonly counted: bigint
  /** Below the line only. */
  readonly base: bigint
  readonly unknown: bigint
  /** Places that hold at least one record that cannot be judged. */
  readonly missingPlaces: number
}

/** One region with every column that is not all zero. */
export interface RollUpRegion {
  readonly region: string
  readonly counts: readonly RollUpCount[]
}

const field = 2_147_483_648n

/**
 * Counts all columns over a table in one pass by place, adds places up into every region above them inside `range`
 * (half-open, as numbers of twelve digits), and gives the regions out. The table's `region` is such a number as well.
 */
export async function* rollUp(
  analysis: Analysis,
  request: { table: string; columns: readonly RollUpColumn[]; range: { lo: bigint; hi: bigint } },
): AsyncGenerator<RollUpRegion[]> {
  await sumPlaces(analysis, request)
  await sumRegions(analysis, request)
  const query = 'select * from roll_up_region order by region'
  for await (const rows of analysis.stream<Record<string, bigint>>(query))
    yield rows.map((row) => readRegion(row, request.columns))
}

/** The second step by itself: sums of sums for each region that holds a place. */
export async function sumRegions(
  analysis: Analysis,
  { columns, range }: { columns: readonly RollUpColumn[]; range: { lo: bigint; hi: bigint } },
): Promise<void> {
  const sums = columns.map(
    (_, at) => `sum(p.n${at}) as n${at}, count(*) filter (where p.n${at} >= ${field * field}) as m${at}`,
  )
  await analysis.run(`create or replace table roll_up_region as select above.region, ${sums.join(', ')}
    from roll_up_place p, unnest(${ancestors}) above(region)
    where above.region >= ${range.lo} and above.region < ${range.hi} group by above.region`)
}

/** The first of the two steps by itself: one row a place. The bench measures both. */
export async function sumPlaces(
  analysis: Analysis,
  { table, columns }: { table: string; columns: readonly RollUpColumn[] },
): Promise<void> {
  const sums = columns.map(({ sql }, at) => `sum(${sql}) as n${at}`)
  await analysis.run(
    `create or replace table roll_up_place as select f.region, ${sums.join(', ')} from ${sqlName(table)} f group by f.region`,
  )
}

/** A place and the regions above it, each once: a city without counties has its townships directly under it. */
const ancestors = `list_distinct([p.region, ${[3, 6, 8, 10].map((zeros) => `p.region // ${10n ** BigInt(zeros)} * ${10n ** BigInt(zeros)}`).join(', ')}, 0])`

function readRegion(row: Record<string, bigint>, columns: readonly RollUpColumn[]): RollUpRegion {
  const counts = columns.map(({ name }, at) =>
    readCount(name, BigInt(row[`n${at}`] ?? 0), Number(row[`m${at}`])),
  )
  return {
    region: String(row.region).padStart(12, '0'),
    counts: counts.filter(({ counted, base, unknown }) => counted + base + unknown > 0n),
  }
}

function readCount(column: string, sum: bigint, missingPlaces: number): RollUpCount {
  return {
    column,
    counted: sum % field,
    base: (sum / field) % field,
    unknown: sum / (field * field),
    missingPlaces,
  }
}
