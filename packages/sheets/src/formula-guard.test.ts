import { expect, it } from 'vitest'
import { looksLikeFormula } from './formula-guard.ts'

it.each([
  '=1+1',
  '+86',
  '-5',
  '@SUM(A1)',
  '\tx',
  '\rx',
  '\nx',
  '\u0000=1',
  '＝1',
  '＋1',
  '－1',
  '＠a',
  '  =1',
  '\ufeff=1',
])('%j is guarded', (text) => expect(looksLikeFormula(text)).toBe(true))

it.each(['', '王小明', '990101199001010011', 'a=b', '1+1', '—'])('%j is not', (text) =>
  expect(looksLikeFormula(text)).toBe(false),
)
