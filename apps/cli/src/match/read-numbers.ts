import type { Analysis } from '@zhucan/analysis'
import { compileReader, type SheetDefinition } from '@zhucan/catalogue'
import type { PlainDate } from '@zhucan/kernel'
import { plainKey } from '@zhucan/matching'
import { joinReadings, type NumberColumns, oddColumns, oddTable, readInEngine } from './match.store.ts'
import { numberKeys } from './number-columns.ts'

const label = { zh: '', en: '' }
const numbersOnly = {
  title: label,
  hints: [],
  columns: {
    idNumber: { label, kind: 'idNumber', aliases: [] },
    certificateNumber: { label, kind: 'certificateNumber', aliases: [] },
  },
} as const satisfies SheetDefinition

/** Reads the number cells of raw tables: in the engine, and each odd one once by the reader that imports use as well. */
export async function readNumbers(analysis: Analysis, sides: NumberColumns, day: PlainDate): Promise<void> {
  const odd = await readInEngine(analysis, sides)
  await analysis.appendRows(oddTable, oddColumns, readAll(odd, day))
  await joinReadings(analysis, sides)
}

async function* readAll(odd: AsyncIterable<readonly { raw: string }[]>, day: PlainDate) {
  const read = compileReader(numbersOnly, { idNumber: 0, certificateNumber: 1 }, { day })
  for await (const batch of odd)
    for (const { raw } of batch) {
      const cell = { text: raw, kind: 'text' } as const
      const { values } = read([cell, cell])
      const found = numberKeys.map((key) => values[key]).find((value) => value?.usable)
      if (found?.id18) {
        const { key, ck } = plainKey(found.id18)
        yield [raw, key, ck, found.kind === 'id15', digitsOf(found.id18)] as const
      } else yield [raw, null, null, false, digitsOf(raw)] as const
    }
}

/** What is left of a number that finds nobody: its digits are evidence all the same. */
function digitsOf(raw: string): string | null {
  const text = raw
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9X]/g, '')
  return text.length >= 14 ? text.slice(0, 18) : null
}
