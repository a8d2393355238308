import { readNotice } from '@zhucan/reading'
import { inventedDocuments } from '../packages/reading/test/invented-documents.ts'
import { type Bench, medianSeconds } from './bench.ts'

const length = 6_000
/** What a clerk's wait may be at most. */
const promised = 100

/** One notice of 6,000 characters, put together from the invented ones so that every grammar is asked. */
function notice(): string {
  const texts = inventedDocuments().map(({ text }) => text)
  const whole = texts.join('\n')
  return whole.repeat(Math.ceil(length / whole.length)).slice(0, length)
}

/** Milliseconds to read a notice of 6,000 characters. */
export const run: Bench = async () => {
  const texts = inventedDocuments().map(({ text }) => text)
  const one = notice()
  const ours = (await medianSeconds(15, () => readNotice(one))) * 1000
  const all = (await medianSeconds(5, () => texts.forEach((text) => void readNotice(text)))) * 1000
  const before = process.cpuUsage()
  const ownRuns = 20
  for (let n = 0; n < ownRuns; n++) readNotice(one)
  const cpu = process.cpuUsage(before).user / 1000 / ownRuns
  const characters = texts.reduce((sum, text) => sum + text.length, 0)
  return {
    ours: Number(ours.toFixed(2)),
    baseline: promised,
    unit: 'ms',
    baselineIs: 'the promise for 6,000 characters',
    figures: {
      items: readNotice(one).items.length,
      'CPU ms': Number(cpu.toFixed(1)),
      'ms per 1,000 characters': Number(((all / characters) * 1000).toFixed(3)),
    },
  }
}
