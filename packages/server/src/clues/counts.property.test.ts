import {
  type ClueColour,
  type CluePolicyRow,
  type ClueState,
  clueColour,
  cluePolicies,
  clueStates,
  colourDays,
} from '@zhucan/catalogue'
import { createPool, withTransaction } from '@zhucan/db'
import { addDays, type PlainDate, plainDate } from '@zhucan/kernel'
import { testDay } from '@zhucan/testing/office'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { colourSql } from './clue-filter.store.ts'
import { type Clerk, county, foreign, type Loop, openLoop, otherVillage, village } from './test-clues.ts'

const states = Object.keys(clueStates) as ClueState[]
const rules = ['certificate-expired', 'dead-but-paid', 'elderly-carer']
const places = [village, otherVillage, foreign]

/** A clue in any state, at any level, with any deadline. */
const anyClue = fc.record({
  state: fc.constantFrom(...states),
  rule: fc.constantFrom(...rules),
  holder: fc.constantFrom(3, 4, 5),
  hukou: fc.constantFrom(...places),
  residence: fc.constantFrom(...places),
  due: fc.option(fc.integer({ min: -12, max: 8 }).map((days) => addDays(testDay, days))),
})

describe('the counts of clues', () => {
  let loop: Loop
  let clerk: Clerk
  beforeAll(async () => {
    loop = await openLoop()
    clerk = await loop.join('data-clerk', county)
    await loop.addClue()
  })
  afterAll(() => loop.close())

  /** Replaces all clues by these; each about a person of its own, as only one may be open for a rule. */
  const fill = async (clues: (typeof anyClue extends fc.Arbitrary<infer C> ? C : never)[]) => {
    await loop.asOwner('create table if not exists seed_clue as select person_id, screening_id from clue')
    await loop.asOwner('delete from clue')
    await loop.asOwner('delete from person where kind = $1', ['suspected'])
    await loop.asOwner(
      `with told as (select gen_random_uuid() as person, t.* from jsonb_to_recordset($1::jsonb)
          as t (state text, rule text, holder int, hukou text, residence text, due date)),
        people as (insert into person (id, kind, name, hukou_region, residence_region, created_at, updated_at)
          select person, 'suspected', '甲', hukou, residence, now(), now() from told returning id)
      insert into clue (id, rule, rule_version, subject, person_id, severity, since, screening_id, facts, hukou_region,
        residence_region, state, holder, due_county, due_township, due_village)
      select gen_random_uuid(), rule, 'test', 'person', person, 'high', '2026-11-01', screening_id, '{}', hukou, residence,
        state, holder, due, due, due from told join people on people.id = person, seed_clue`,
      [JSON.stringify(clues)],
    )
  }
  const colours = async (policy: CluePolicyRow[]) => {
    const owner = createPool(loop.office.database.ownerUrl, { max: 1 })
    const everywhere = { reach: '{[000000000000,999999999999)}' }
    const { rows } = await withTransaction(owner, everywhere, (db) =>
      sql<{ place: string; due: PlainDate | null; colour: ClueColour }>`
        select place, due, ${colourSql(testDay, policy)} as colour from clue`.execute(db),
    )
    await owner.end()
    return rows
  }
  const total = async (filter: Record<string, string>) =>
    (await clerk.get(`?pageSize=1&${new URLSearchParams(filter)}`)).body.total

  it('each equal the rows of the list they open', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyClue, { maxLength: 40 }), fc.nat(), async (clues, pick) => {
        await fill(clues)
        const { body } = await clerk.get('/counts?cells=true')
        expect(body.total).toBe(await total({ state: 'all' }))
        const sum = (groups: { count: number }[]) => groups.reduce((all, { count }) => all + count, 0)
        for (const groups of [body.states, body.colours, body.rules, body.holders])
          expect(sum(groups)).toBe(body.total)
        for (const { state, count } of body.states) expect(await total({ state })).toBe(count)
        for (const { colour, count } of body.colours)
          expect(await total({ state: 'all', colour })).toBe(count)
        for (const { region, count } of body.regions)
          expect(await total({ state: 'all', region })).toBe(count)
        expect((await clerk.get('/counts')).body).toEqual({ ...body, cells: undefined })
        const some = body.cells.filter((_: unknown, i: number) => (i + pick) % 4 === 0)
        for (const { count, ...cell } of some) expect(await total(cell)).toBe(count)
      }),
      { numRuns: 8 },
    )
  }, 120_000)

  it('narrow with the filter of the list', async () => {
    await fill([
      {
        state: 'issued',
        rule: rules[0]!,
        holder: 4,
        hukou: village,
        residence: village,
        due: addDays(testDay, -9),
      },
      { state: 'issued', rule: rules[1]!, holder: 4, hukou: village, residence: foreign, due: null },
      { state: 'closed', rule: rules[0]!, holder: 3, hukou: otherVillage, residence: village, due: null },
    ])
    const { body } = await clerk.get(`/counts?state=open&region=${county}`)
    expect(body).toMatchObject({
      total: 2,
      states: [{ state: 'issued', count: 2 }],
      holders: [{ holder: 4, count: 2 }],
      regions: [{ region: '990101001000', name: '城关街道', count: 2 }],
    })
    expect((await clerk.get('/counts?colour=red')).body.total).toBe(1)
  })

  it('colour in SQL as the catalogue does, by the policy of the place', async () => {
    const rows = fc.array(
      fc.record({
        fact: fc.constantFrom('clue.redDays' as const, 'clue.remindDays' as const),
        region: fc.constantFrom('990000000000', county, '990101001000', village),
        from: fc.constantFrom(plainDate('2020-01-01'), testDay, plainDate('2027-01-01')),
        value: fc.integer({ min: 0, max: 9 }),
      }),
      { maxLength: 6 },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(anyClue, { minLength: 5, maxLength: 30 }), rows, async (clues, local) => {
        await fill(clues)
        const policy = [
          ...cluePolicies,
          ...local.map((row) => ({ ...cluePolicies[0]!, ...row })),
        ] satisfies CluePolicyRow[]
        const found = await colours(policy)
        expect(found).toHaveLength(clues.length)
        for (const { place, due, colour } of found)
          expect([place, due, colour]).toEqual([
            place,
            due,
            clueColour(due, testDay, colourDays(place, testDay, policy)),
          ])
      }),
      { numRuns: 20 },
    )
  }, 60_000)
})
