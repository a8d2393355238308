import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type DemoSummary, makeDemo } from '@zhucan/demo'
import { dayInShanghai, plainDate } from '@zhucan/kernel'
import { defineCommand } from '../command.ts'
import { makeNation } from '../demo/make-nation.ts'
import type { Output } from '../output.ts'
import { makeFolder } from '../places/check-places.ts'
import { wrongUse } from '../wrong-use.ts'
import text from './demo.text.json' with { type: 'json' }

const { messages } = text
const mostPersons = 1_000_000
const mostInParquet = 100_000_000

export default defineCommand({
  options: {
    persons: { type: 'string', default: '12000' },
    seed: { type: 'string', default: '1' },
    day: { type: 'string' },
    out: { type: 'string' },
    parquet: { type: 'boolean', default: false },
    payments: { type: 'string' },
    residual: { type: 'string' },
  },
  async run({ values, settings, out }) {
    if (!values.out) throw wrongUse('outNeeded')
    const most = values.parquet ? mostInParquet : mostPersons
    const persons = wholeNumber('--persons', values.persons, { least: 100, most })
    const seed = wholeNumber('--seed', values.seed, { least: 0, most: 2 ** 31 })
    const day = values.day === undefined ? dayInShanghai(settings.now()) : plainDate(values.day)
    const folder = resolve(values.out)
    await makeFolder('out', folder)
    await refuseOthersFiles(folder)
    const start = performance.now()
    if (values.parquet) {
      const rows = (option: 'payments' | 'residual', otherwise: number) =>
        wholeNumber(`--${option}`, values[option] ?? String(otherwise), { least: 100, most: mostInParquet })
      const payments = rows('payments', Math.round(persons * 1.3))
      const residual = rows('residual', Math.max(100, Math.round(persons / 25)))
      const files = await makeNation({ persons, payments, residual, seed }, folder)
      out.answer({ files, out: folder, seconds: Number(((performance.now() - start) / 1000).toFixed(1)) })
      for (const [path, count] of Object.entries(files)) out.say(messages.parquet, { path, count })
      return 0
    }
    if (values.payments ?? values.residual) throw wrongUse('parquetOnly')
    const summary = await makeDemo({
      persons,
      seed,
      day,
      out: folder,
      onProgress: (at) => out.note(messages.progress, { ...at }),
    })
    const seconds = Number(((performance.now() - start) / 1000).toFixed(1))
    out.answer({ ...summary, out: folder, seconds })
    saySummary(out, summary, folder)
    out.say(messages.done, { seconds })
    return 0
  },
})

/** A register of real people may be called the same as an invented one. */
async function refuseOthersFiles(folder: string): Promise<void> {
  if (existsSync(join(folder, 'truth'))) return
  const name = ['register.xlsx', 'lists'].find((each) => existsSync(join(folder, each)))
  if (name !== undefined) throw wrongUse('notEmptyDemo', { path: folder, name })
}

function saySummary(out: Output, { register, lists, faults, clues }: DemoSummary, folder: string): void {
  out.say(messages.register, { path: `${folder}/${register.file}`, ...register })
  for (const { file, rows, known, usable } of Object.values(lists)) {
    out.say(messages.list, { path: `${folder}/${file}`, rows, known, usable })
  }
  const expected = Object.values(clues.exact).reduce((sum, count) => sum + count, 0)
  out.say(messages.truth, { path: `${folder}/truth`, faults, clues: expected })
}

function wholeNumber(
  option: string,
  value: string,
  { least, most }: { least: number; most: number },
): number {
  const number = Number(value)
  if (!/^\d+$/.test(value) || number < least || number > most) {
    throw wrongUse('wholeNumber', { option, least, most, value })
  }
  return number
}
