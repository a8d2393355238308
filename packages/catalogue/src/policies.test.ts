import { nation, plainDate } from '@zhucan/kernel'
import { describe, expect, it } from 'vitest'
import { factsCatalogue, policyFactNames } from './facts.ts'
import { localDecision } from './legal-sources.ts'
import { findPolicyRow, type PolicyRow, policies, policyFor } from './policies.ts'

const day = plainDate('2026-11-21')
const village = '990101105203'

function line(region: string, from: string, value: number): PolicyRow {
  return {
    fact: 'policy.selfPaidLineFen',
    region,
    from: plainDate(from),
    value,
    source: localDecision,
    basis: 'practice',
  }
}

function lineFor(region: string, on: string, ...rows: PolicyRow[]) {
  return policyFor(region, plainDate(on), [...policies, ...rows])['policy.selfPaidLineFen']
}

describe('policyFor', () => {
  it('knows every policy fact everywhere today', () => {
    const facts = policyFor(village, day)
    expect(Object.keys(facts).sort()).toEqual([...policyFactNames].sort())
    expect(Object.values(facts)).not.toContain(null)
    expect(facts).toMatchObject({ 'policy.nursingMaxLevelCognitive': 2, 'policy.marginGetsLiving': false })
  })

  it('lets the county decide before the province, and the province before the nation', () => {
    const province = line('990000000000', '2020-01-01', 2_000_000)
    const county = line('990101000000', '2018-01-01', 3_000_000)
    expect(lineFor(village, '2026-11-21', province, county)).toBe(3_000_000)
    expect(lineFor('990102001001', '2026-11-21', province, county)).toBe(2_000_000)
    expect(lineFor('110101001001', '2026-11-21', province, county)).toBe(1_000_000)
  })

  it('takes the line of the day, so that an old decision can be computed again', () => {
    const rows = [
      line('990101000000', '2026-01-01', 3_000_000),
      line('990101000000', '2024-01-01', 2_000_000),
    ]
    expect(lineFor(village, '2026-01-01', ...rows)).toBe(3_000_000)
    expect(lineFor(village, '2025-12-31', ...rows)).toBe(2_000_000)
    expect(lineFor(village, '2023-12-31', ...rows)).toBe(1_000_000)
    expect(lineFor(village, '2015-12-31', ...rows)).toBeNull()
  })

  it('believes the later of two rows of one day, which is the correction', () => {
    expect(lineFor(village, '2026-11-21', line(nation, '2026-01-01', 1), line(nation, '2026-01-01', 2))).toBe(
      2,
    )
  })

  it('says nothing where no line is set', () => {
    expect(policyFor(village, day, [])['policy.carerAge']).toBeNull()
  })
})

describe('the shipped lines', () => {
  it.each(policies.map((row) => [row.fact, row] as const))(
    '%s is of its fact’s type and names a paper',
    (fact, row) => {
      expect(typeof row.value).toBe(factsCatalogue[fact]?.type === 'bool' ? 'boolean' : 'number')
      expect(row.source.title.zh).toMatch(/\p{Script=Han}/u)
      expect(findPolicyRow(fact, village, day)).toBe(row)
    },
  )

  it('say which of them no paper sets', () => {
    expect(policies.filter(({ basis }) => basis === 'start-value').map(({ fact }) => fact)).toEqual([
      'policy.selfPaidLineFen',
    ])
  })
})
