import { dayInShanghai, plainDate } from '@zhucan/kernel'
import { defineCommand, UsageError } from '../command.ts'
import { type MatchReport, matchFiles, type Side, type SideReport } from '../match/match-files.ts'
import type { Output } from '../output.ts'
import text from './match.text.json' with { type: 'json' }

const { messages } = text

export default defineCommand({
  options: {
    register: { type: 'string' },
    file: { type: 'string' },
    out: { type: 'string' },
    review: { type: 'string' },
    map: { type: 'string' },
    engine: { type: 'string', default: 'duckdb' },
    memory: { type: 'string' },
    day: { type: 'string' },
  },
  async run({ values, settings, out }) {
    const { register, file, out: links, review, map, memory } = values
    if (!register || !file || !links) throw new UsageError('--register, --file and --out are needed')
    if (values.engine !== 'duckdb') throw new UsageError(`--engine is duckdb, not ${values.engine}`)
    const start = performance.now()
    const report = await matchFiles({
      ...{ register, file, map, out: links, review, memory },
      day: values.day === undefined ? dayInShanghai(settings.now()) : plainDate(values.day),
      onRows: (side, rows) => out.note(messages.rowsRead, { ...sideName(side), rows }),
    })
    const seconds = Number(((performance.now() - start) / 1000).toFixed(2))
    out.answer({ ...report, seconds })
    sayReport(out, report, seconds)
    return 0
  },
})

function sayReport(out: Output, report: MatchReport, seconds: number): void {
  const { result } = report
  saySide(out, 'register', report.register)
  saySide(out, 'file', report.file)
  out.say(messages.linked, { ...result, seconds })
  out.say(messages.links, { path: report.out })
  if (report.review !== null) out.say(messages.review, { path: report.review })
}

function saySide(out: Output, side: Side, report: SideReport): void {
  const columns = Object.entries(report.columns).map(([meaning, header]) => `${header} = ${meaning}`)
  out.say(messages.side, {
    ...sideName(side),
    rows: report.rows,
    usable: report.usable,
    columns: columns.join('; '),
  })
}

function sideName(side: Side) {
  return { side: `--${side}` }
}
