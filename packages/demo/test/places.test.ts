import { parentRegion } from '@zhucan/kernel'
import { regionRows } from '@zhucan/regions'
import { expect, test } from 'vitest'
import { demoRegions } from '../src/index.ts'

function perLevel(persons: number): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { level } of demoRegions(persons)) counts[level] = (counts[level] ?? 0) + 1
  return counts
}

test('lays out one county of sixteen townships, and a city of 1,916 villages', () => {
  expect(perLevel(12_000)).toMatchObject({ 1: 1, 2: 2, 4: 16, 5: 150 })
  expect(perLevel(153_000)).toMatchObject({ 4: 192, 5: 1916 })
})

test('keeps every region under 99 with its parent before it', () => {
  for (const persons of [500, 12_000, 153_000]) {
    const codes = demoRegions(persons).map(({ code }) => code)
    const known = new Set(['000000000000', ...codes])
    expect(codes).toEqual(codes.toSorted())
    expect(codes.filter((code) => !code.startsWith('99') || !known.has(parentRegion(code) ?? ''))).toEqual([])
    expect(new Set(codes).size).toBe(codes.length)
  }
})

test('calls no two townships of a county and no two villages of a township alike', () => {
  const named = demoRegions(153_000).map(({ code, name }) => `${parentRegion(code)} ${name}`)
  expect(new Set(named).size).toBe(named.length)
})

test('calls no province, city or county like a real one', async () => {
  const upper = demoRegions(153_000).filter(({ level }) => level <= 3)
  const real = new Set<string>()
  for await (const { name, level } of regionRows()) if (level <= 3) real.add(name)
  expect(real.size).toBeGreaterThan(2000)
  expect(upper.filter(({ name }) => real.has(name))).toEqual([])
}, 120_000)
