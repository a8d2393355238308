import { duckdb as d, double, type Engine } from './dialect.ts'
import { evidenceSql, scoredTable, spaceTable, weightTable } from './score.ts'

/** When a pair is a link, and when a person should look at it; bits. */
export interface Thresholds {
  readonly link: number
  readonly review: number
  /** How far the best must be ahead of the next. */
  readonly margin: number
}

/** Tables of what was decided: (a, b, weight, pattern, boost), and `rivals` and `guarded` in the review. */
export const decided = { link: 'linkage_link', review: 'linkage_review' } as const

const rounds = 8

/** Pairs that keep others from being links or are links, of rows with several such pairs. */
const contestedTable = 'linkage_contested'

/**
 * Chooses the best partner of each right row. With `oneToOne` a left row, too, takes one partner only: in rounds, pairs
 * that are best for both sides by the margin are linked and leave the field, which may clear the way for others.
 */
export async function assignPairs(
  engine: Engine,
  thresholds: Thresholds,
  oneToOne: boolean,
): Promise<{ links: number; review: number }> {
  const field: Field = oneToOne
    ? { sides: ['a', 'b'], alone: await bitsAlone(engine) }
    : { sides: ['b'], alone: 0 }
  const { sides } = field
  await linkUncontested(engine, thresholds, field)
  for (let round = 0; round < (oneToOne ? rounds : 1); round++) {
    const added = await engine.run(
      `insert into ${decided.link} select a, b, weight, pattern, boost from (${rankedSql(sides)})
       where place = 1 and margin >= ${thresholds.margin} and ${isLink(thresholds)}`,
    )
    if (added === 0 || !oneToOne) break
    await engine.run(
      `create or replace table ${contestedTable} as select o.* from ${contestedTable} o ${withoutLinked(sides)}`,
    )
  }
  await keepReview(engine, thresholds, field)
  const [counts] = await engine.rows<{ links: bigint; review: bigint }>(
    `select (select count(*) from ${decided.link}) as links, (select count(*) from ${decided.review}) as review`,
  )
  return { links: Number(counts!.links), review: Number(counts!.review) }
}

const isLink = ({ link }: Thresholds) => `(weight >= ${link} and not guarded)`

/** Of which sides a row takes one partner only, and the bits that a pair gains by it. */
interface Field {
  readonly sides: readonly string[]
  readonly alone: number
}

/** Read beforehand: beside a number the engine leaves pairs out as it reads them, beside a query it does not. */
async function bitsAlone(engine: Engine): Promise<number> {
  const [row] = await engine.rows<{ alone: number }>(`select alone from ${spaceTable}`)
  return row!.alone
}

/** SQL of scored pairs of at least so many bits. */
function openSql({ alone }: Field, least: number): string {
  return `(select * from (select a, b, weight + ${double(alone)} as weight, guarded, pattern, boost from ${scoredTable})
    where weight >= ${least})`
}

const withoutLinked = (sides: readonly string[]) =>
  sides.map((side) => `anti join ${decided.link} k${side} on k${side}.${side} = o.${side}`).join(' ')

/** A pair that is behind every link by the margin keeps nobody from being one; of the others most have no rival. */
async function linkUncontested(engine: Engine, thresholds: Thresholds, field: Field): Promise<void> {
  const { sides } = field
  const { link, review, margin } = thresholds
  const strong = openSql(field, Math.max(review, link - margin))
  const rivals = (side: string) => `linkage_rivals_${side}`
  for (const side of sides)
    await engine.run(
      `create or replace table ${rivals(side)} as select ${side} from ${strong} group by ${side} having count(*) > 1`,
    )
  const join = (kind: 'anti' | 'left') =>
    sides.map((side) => `${kind} join ${rivals(side)} r${side} on r${side}.${side} = o.${side}`).join(' ')
  const hasRival = sides.map((side) => `r${side}.${side} is not null`).join(' or ')
  await engine.run(
    `create or replace table ${contestedTable} as select o.* from ${strong} o ${join('left')} where ${hasRival};
     create or replace table ${decided.link} as
       select a, b, weight, pattern, boost from ${strong} o ${join('anti')} where ${isLink(thresholds)}`,
  )
  for (const side of sides) await engine.run(`drop table ${rivals(side)}`)
}

/** `place` is 1 where the pair is best for its right row and, one-to-one, for its left row; `margin` the smaller lead. */
function rankedSql(sides: readonly string[]): string {
  const window = (side: string) => `(partition by ${side} order by weight desc, a, b`
  const places = sides.map((side) => `row_number() over ${window(side)})`)
  const leads = sides.map(
    (side) =>
      `weight - coalesce(max(weight) over ${window(side)} rows between 1 following and 1 following), -1e3)`,
  )
  const [place, margin] =
    sides.length === 1 ? [places[0], leads[0]] : [`greatest(${places})`, `least(${leads})`]
  return `select *, ${place} as place, ${margin} as margin from ${contestedTable}`
}

/** The clerical band: of each row that got no link its best candidate, and those within the margin of it. */
async function keepReview(engine: Engine, thresholds: Thresholds, field: Field): Promise<void> {
  const { review, margin } = thresholds
  // Few pairs are open that neither are links nor were put aside.
  const open = `select * from ${openSql(field, review)} where not ${isLink(thresholds)}
    union all select * from ${contestedTable} where ${isLink(thresholds)}`
  await engine.run(
    `create or replace table ${decided.review} as
     select a, b, weight, count(*) over (partition by b) as rivals, guarded, pattern, boost
     from (select o.*, max(weight) over (partition by b) as best from (${open}) o ${withoutLinked(field.sides)})
     where best - weight < ${margin}`,
  )
  await engine.run(`drop table ${contestedTable}`)
}

/** SQL of the links: a, b, weight, probability, evidence. */
export const linksSql = `select s.a, s.b, s.weight, ${probabilitySql('s.weight')} as probability, ${evidenceSql} as evidence
  from ${decided.link} s left join ${weightTable} w on w.pattern = s.pattern`

/** SQL of the clerical band, same columns; the evidence ends with why nothing was decided. */
export const reviewSql = `select s.a, s.b, s.weight, ${probabilitySql('s.weight')} as probability, ${evidenceSql} ||
  case when s.guarded then '; needs a person: same household or too little known' when s.rivals > 1 then '; several candidates' else '' end as evidence
  from ${decided.review} s left join ${weightTable} w on w.pattern = s.pattern`

/** SQL of the probability that a weight in bits stands for; alike for all engines. */
export function probabilitySql(weight: string): string {
  return d.chance(weight)
}

/**
 * Whether the file looks like one row a person: hardly any left row is the best partner of several right rows.
 * A list of payments has a row a month, and must not be made to choose.
 */
export async function looksOneToOne(engine: Engine, link: number): Promise<boolean> {
  const [row] = await engine.rows<{ rows: bigint; persons: bigint }>(
    `select count(*) as rows, count(distinct a) as persons from (
       select a, row_number() over (partition by b order by weight desc, a) as place from ${scoredTable} where weight >= ${link})
     where place = 1`,
  )
  return Number(row!.rows) <= Number(row!.persons) * 1.02 + 1
}
