import { dayInShanghai, plainDate, problem } from '@zhucan/kernel'
import type { LinkStep } from '@zhucan/matching'
import { defineCommand, UsageError } from '../command.ts'
import { type DedupeReport, findDuplicates } from '../match/find-duplicates.ts'
import type { LinkageReport, OneToOne } from '../match/link-compared.ts'
import { type MatchReport, matchFiles, type Side, type SideReport } from '../match/match-files.ts'
import type { Output } from '../output.ts'
import text from './match.text.json' with { type: 'json' }

const { messages } = text

export default defineCommand({
  options: {
    register: { type: 'string' },
    file: { type: 'string' },
    dedupe: { type: 'boolean', default: false },
    out: { type: 'string' },
    review: { type: 'string' },
    map: { type: 'string' },
    engine: { type: 'string', default: 'duckdb' },
    memory: { type: 'string' },
    model: { type: 'string' },
    'one-to-one': { type: 'string', default: 'auto' },
    day: { type: 'string' },
  },
  async run({ values, settings, out }) {
    const { register, file, out: links, review, map, memory, model, dedupe } = values
    const day = values.day === undefined ? dayInShanghai(settings.now()) : plainDate(values.day)
    if (!register || !links || (!file && !dedupe))
      throw new UsageError('--register, --file (or --dedupe) and --out are needed')
    if (file && dedupe) throw new UsageError('--dedupe looks inside --register alone; leave --file out')
    checkEngine(values.engine)
    const start = performance.now()
    const told = {
      onRows: (side: Side, rows: number) => out.note(messages.rowsRead, { ...sideName(side), rows }),
      onStep: (step: LinkStep, count: number) => out.note(messages[step], { count }),
    }
    const seconds = () => Number(((performance.now() - start) / 1000).toFixed(2))
    if (!file) {
      const report = await findDuplicates({ register, map, out: links, memory, model, day, ...told })
      sayDuplicates(out, report, seconds())
      return 0
    }
    const report = await matchFiles({
      ...{ register, file, map, out: links, review, memory, model, day, ...told },
      oneToOne: oneToOneOf(values['one-to-one']),
    })
    sayReport(out, report, seconds())
    return 0
  },
})

function checkEngine(engine: string): void {
  if (engine === 'spark') throw problem('match.engine-not-available', { engine })
  if (engine !== 'duckdb') throw new UsageError(`--engine is duckdb or spark, not ${engine}`)
}

function oneToOneOf(asked: string): OneToOne {
  if (asked === 'yes' || asked === 'no' || asked === 'auto') return asked
  throw new UsageError(`--one-to-one is yes, no or auto, not ${asked}`)
}

function sayDuplicates(out: Output, report: DedupeReport, seconds: number): void {
  out.answer({ ...report, seconds })
  sayLinkage(out, report.linkage)
  out.say(messages.duplicates, { count: report.linkage.linked, rows: report.register.rows, seconds })
  out.say(messages.links, { path: report.out })
}

function sayLinkage(out: Output, linkage: LinkageReport): void {
  out.say(linkage.trained ? messages.modelTrained : messages.modelKept, { model: linkage.model })
  for (const { rule, pairs } of linkage.refused) out.note(messages.ruleRefused, { rule, pairs })
}

function sayReport(out: Output, report: MatchReport, seconds: number): void {
  const { result, linkage } = report
  out.answer({ ...report, seconds })
  saySide(out, 'register', report.register)
  saySide(out, 'file', report.file)
  out.say(messages.linked, { ...result, seconds })
  if (report.strangers > 0) out.say(messages.strangers, { count: report.strangers })
  if ('linked' in linkage) {
    sayLinkage(out, linkage)
    out.say(messages.linkage, { linked: linkage.linked, review: linkage.review })
  } else
    for (const { side, missing } of linkage.exactOnly)
      out.note(messages.exactOnly, { ...sideName(side), missing: missing.join(', ') })
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
