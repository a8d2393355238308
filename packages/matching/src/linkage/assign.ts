import { duckdb as d, type Engine } from './dialect.ts'
import { evidenceSql, scoredTable, spaceTable, weightTable } from './score.ts'

/** When a pair is a link, and when a person should look at it; bits. */
export interface Thresholds {
  readonly link: number
  readonly review: number
  /** How far the best must be ahead of the next. */
  readonly margin: number
}

/** Tables of what was decided: (a, b, weight, margin, pattern, boost), and `why` in the review. */
export const decided = { link: 'linkage_link', review: 'linkage_review' } as const

const rounds = 8

/**
 * Chooses the best partner of each right row. With `oneToOne` a left row, too, takes one partner only: in rounds, pairs
 * that are best for both sides by the margin are linked and leave the field, which may clear the way for others.
 */
export async function assignPairs(
  engine: Engine,
  thresholds: Thresholds,
  oneToOne: boolean,
): Promise<{ links: number; review: number }> {
  const alone = oneToOne ? `(select alone from ${spaceTable})` : '0'
  await engine.run(
    `create or replace table linkage_open as select * from (
       select a, b, weight + ${alone} as weight, guarded, pattern, boost from ${scoredTable}) where weight >= ${thresholds.review};
     create or replace table ${decided.link} (a integer, b integer, weight double, margin double, pattern bigint, boost float)`,
  )
  for (let round = 0; round < (oneToOne ? rounds : 1); round++) {
    await rankOpen(engine, oneToOne)
    const added = await engine.run(
      `insert into ${decided.link} select a, b, weight, margin, pattern, boost from linkage_ranked
       where place = 1 and weight >= ${thresholds.link} and margin >= ${thresholds.margin} and not guarded`,
    )
    if (added === 0 || !oneToOne) break
    await engine.run(
      `create or replace table linkage_open as select o.* from linkage_open o
       where not exists (select 1 from ${decided.link} k where k.a = o.a)
         and not exists (select 1 from ${decided.link} k where k.b = o.b)`,
    )
  }
  const [counts] = await keepReview(engine, thresholds)
  return { links: Number(counts!.links), review: Number(counts!.review) }
}

/**
 * `place` is 1 where the pair is best for its right row and, one-to-one, for its left row; `margin` the smaller lead. Most
 * pairs have no rival, and only the others are put in order.
 */
async function rankOpen(engine: Engine, oneToOne: boolean): Promise<void> {
  const sides = oneToOne ? ['a', 'b'] : ['b']
  const rivals = (side: string) => `linkage_rivals_${side}`
  for (const side of sides)
    await engine.run(
      `create or replace table ${rivals(side)} as select ${side} from linkage_open group by ${side} having count(*) > 1`,
    )
  const lead = (side: string) =>
    `weight - coalesce(max(weight) over (partition by ${side} order by weight desc, a, b rows between 1 following and 1 following), -1e3)`
  const place = (side: string) => `row_number() over (partition by ${side} order by weight desc, a, b)`
  const both = oneToOne
    ? `greatest(${place('b')}, ${place('a')}) as place, least(${lead('b')}, ${lead('a')}) as margin`
    : `${place('b')} as place, ${lead('b')} as margin`
  const alone = sides.map((side) => `anti join ${rivals(side)} r${side} on r${side}.${side} = o.${side}`)
  const known = sides.map((side) => `left join ${rivals(side)} r${side} on r${side}.${side} = o.${side}`)
  const hasRival = sides.map((side) => `r${side}.${side} is not null`)
  await engine.run(
    `create or replace table linkage_ranked as
       select o.*, 1::bigint as place, o.weight + 1e3 as margin from linkage_open o ${alone.join(' ')}
       union all
       select *, ${both} from (select o.* from linkage_open o ${known.join(' ')} where ${hasRival.join(' or ')})`,
  )
  for (const side of sides) await engine.run(`drop table ${rivals(side)}`)
}

/** The clerical band: of each row that got no link its best candidate, and those within the margin of it. */
async function keepReview(engine: Engine, { margin }: Thresholds) {
  await engine.run(
    `create or replace table ${decided.review} as
     select a, b, weight, count(*) over (partition by b) as rivals, guarded, pattern, boost
     from (select o.*, max(weight) over (partition by b) as best from linkage_open o
       where not exists (select 1 from ${decided.link} k where k.b = o.b))
     where best - weight < ${margin}`,
  )
  await engine.run('drop table linkage_open; drop table if exists linkage_ranked')
  return engine.rows<{ links: bigint; review: bigint }>(
    `select (select count(*) from ${decided.link}) as links, (select count(*) from ${decided.review}) as review`,
  )
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
