import { dayInShanghai, plainDate } from '@zhucan/kernel'
import type { LinkStep } from '@zhucan/matching'
import { defineCommand } from '../command.ts'
import { type DedupeReport, findDuplicates } from '../match/find-duplicates.ts'
import { type KeptReport, matchKept } from '../match/kept/match-kept.ts'
import type { LinkageReport, OneToOne } from '../match/link-compared.ts'
import { type MatchReport, matchFiles, type Side, type SideReport } from '../match/match-files.ts'
import { checkMatchPlaces } from '../match/match-places.ts'
import { sparkPlace } from '../match/spark-place.ts'
import { tellingSwapped } from '../match/swapped-sides.ts'
import type { Output } from '../output.ts'
import { wrongUse } from '../wrong-use.ts'
import text from './match.text.json' with { type: 'json' }

const { messages } = text

export default defineCommand({
  options: {
    register: { type: 'string' },
    file: { type: 'string' },
    dedupe: { type: 'boolean', default: false },
    index: { type: 'string' },
    update: { type: 'boolean', default: false },
    'exact-only': { type: 'boolean', default: false },
    out: { type: 'string' },
    review: { type: 'string' },
    map: { type: 'string' },
    engine: { type: 'string', default: 'duckdb' },
    'spark-master': { type: 'string' },
    'spark-folder': { type: 'string' },
    'spark-python': { type: 'string', default: 'python3' },
    memory: { type: 'string' },
    model: { type: 'string' },
    'one-to-one': { type: 'string', default: 'auto' },
    day: { type: 'string' },
  },
  async run({ values, settings, out }) {
    const spark = sparkPlace(values)
    const day = values.day === undefined ? dayInShanghai(settings.now()) : plainDate(values.day)
    const start = performance.now()
    checkExactOnly(values)
    checkDedupe(values)
    await checkMatchPlaces(values)
    const job = { ...given(values), day, exactOnly: values['exact-only'], ...ear(out) }
    const seconds = () => Number(((performance.now() - start) / 1000).toFixed(2))
    if (values.index !== undefined) {
      const { index, update } = values
      checkKept(values)
      const report = await tellingSwapped(job, () =>
        matchKept({ ...job, index, update, keysDir: settings.keysDir }),
      )
      sayKept(out, report, seconds())
      return 0
    }
    const { register, file, out: links } = job
    if (!register || !links || (!file && !values.dedupe)) throw wrongUse('matchNeeds')
    if (values.update) throw wrongUse('updateIndex')
    if (file && values.dedupe) throw wrongUse('dedupeFile')
    if (!file) sayDuplicates(out, await findDuplicates({ ...job, register, out: links }), seconds())
    else {
      const both = { ...job, register, file, out: links, spark }
      sayReport(out, await tellingSwapped(both, () => matchFiles(both)), seconds())
    }
    return 0
  },
})

type Texts = 'register' | 'file' | 'out' | 'review' | 'map' | 'memory' | 'model'
type Values = Readonly<Partial<Record<Texts, string | undefined>>>

function given({
  register,
  file,
  out,
  review,
  map,
  memory,
  model,
  ...rest
}: Values & { 'one-to-one': string }) {
  return { register, file, out, review, map, memory, model, oneToOne: oneToOneOf(rest['one-to-one']) }
}

function ear(out: Output) {
  return {
    onRows: (side: Side, rows: number) => out.note(messages.rowsRead, { ...sideName(side), rows }),
    onStep: (step: LinkStep, count: number) => out.note(messages[step], { count }),
  }
}

function checkExactOnly({
  'exact-only': exactOnly,
  ...others
}: Pick<Values, 'map' | 'model'> & { 'exact-only': boolean; dedupe: boolean; engine: string }) {
  if (!exactOnly) return
  if (others.dedupe) throw wrongUse('dedupeExact')
  if (others.model || others.engine !== 'duckdb') throw wrongUse('exactAlone')
}

function checkDedupe({
  dedupe,
  review,
  ...rest
}: Pick<Values, 'review'> & { dedupe: boolean; 'one-to-one': string }) {
  if (dedupe && (review !== undefined || rest['one-to-one'] !== 'auto')) throw wrongUse('dedupeAll')
}

function checkKept({
  register,
  file,
  out,
  dedupe,
}: Pick<Values, 'register' | 'file' | 'out'> & { dedupe: boolean }) {
  if (dedupe) throw wrongUse('dedupeIndex')
  if (!register && !file) throw wrongUse('indexNeeds')
  if (!file !== !out) throw wrongUse('fileAndOut')
}

function oneToOneOf(asked: string): OneToOne {
  if (asked === 'yes' || asked === 'no' || asked === 'auto') return asked
  throw wrongUse('oneToOne', { asked })
}

function sayDuplicates(out: Output, report: DedupeReport, seconds: number): void {
  out.answer({ ...report, seconds })
  sayDoubled(out, 'register', report.register)
  sayLinkage(out, report.linkage)
  out.say(messages.duplicates, { count: report.linkage.linked, rows: report.register.rows, seconds })
  out.say(messages.links, { path: report.out })
}

function sayLinkage(out: Output, linkage: LinkageReport): void {
  out.say(linkage.trained ? messages.modelTrained : messages.modelKept, { model: linkage.model })
  for (const { rule, pairs } of linkage.refused) out.note(messages.ruleRefused, { rule, pairs })
}

function sayKept(out: Output, report: KeptReport, seconds: number): void {
  const { index, match, delta } = report
  out.answer({ ...report, seconds })
  const { made, update, rounded, ...shown } = index
  out.say(made ? messages.indexMade : messages.indexUsed, shown)
  if (update !== null) out.say(messages.indexUpdated, { ...update })
  if (delta !== null) out.say(messages.delta, { ...delta })
  if (match !== null) sayMatch(out, match, seconds)
  else if (rounded) out.say(messages.rounded, { ...sideName('register'), count: rounded })
}

function sayReport(out: Output, report: MatchReport, seconds: number): void {
  out.answer({ ...report, seconds })
  sayMatch(out, report, seconds)
}

function sayMatch(out: Output, report: MatchReport, seconds: number): void {
  const { result, linkage } = report
  saySide(out, 'register', report.register)
  saySide(out, 'file', report.file)
  if (report.swapped) out.say(messages.swapped)
  out.say(messages.linked, { ...result, seconds })
  if (report.strangers > 0) out.say(messages.strangers, { count: report.strangers })
  if ('linked' in linkage) {
    sayLinkage(out, linkage)
    out.say(messages.linkage, { linked: linkage.linked, review: linkage.review })
  } else {
    out.say(messages.exactOnly)
    for (const { side, missing } of linkage.exactOnly)
      out.note(messages.lacking, { ...sideName(side), missing: missing.join(', ') })
  }
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
  if (report.rounded) out.say(messages.rounded, { ...sideName(side), count: report.rounded })
  sayDoubled(out, side, report)
}

function sayDoubled(out: Output, side: Side, { doubled = [] }: Pick<SideReport, 'doubled'>): void {
  for (const header of doubled) out.say(messages.doubled, { ...sideName(side), header })
}

function sideName(side: Side) {
  return { side: `--${side}` }
}
