import { findDoubts } from './checks/arithmetic.ts'
import { findPersonalData } from './checks/personal-data.ts'
import { readDeadlines } from './deadlines/read-deadlines.ts'
import { plannedFor, planYear, yearAhead, yearsOf } from './deadlines/year-in-force.ts'
import type { FigureItem, Item, ReadDocument } from './document.ts'
import { saysFirstLeads } from './duties/assignment.ts'
import { isSpokenTo } from './duties/prose.ts'
import { readDuties } from './duties/read-duties.ts'
import { readTableRow } from './duties/table-row.ts'
import { followsPast, looksAhead } from './figures/kind-of-figure.ts'
import { readFigures } from './figures/read-figures.ts'
import { type Metadata, readMetadata } from './head/metadata.ts'
import { attachmentLines, type PlacedSection, readSections } from './sections.ts'
import { type FlatText, flatten } from './text/flat-text.ts'
import { type Line, linesOf, withoutLabel } from './text/line.ts'
import { type Sentence, sentencesOf } from './text/sentences.ts'
import { sentencesOfRow, type TableRow, tableRows } from './text/table.ts'

/** Reads the text of a notice; never throws, whatever the text. */
export function readNotice(text: string): ReadDocument {
  const flat = flatten(text)
  const lines = linesOf(flat)
  const { bodyFrom, textKind, ...metadata } = readMetadata(flat, lines)
  const sections = readSections(flat, lines)
  const rows = tableRows(lines)
  const attached = attachmentLines(lines)
  const body = lines
    .filter((line) => line.start >= bodyFrom && !isColophon(line.text) && !attached.has(line.start))
    .map((line) => bodyLine(line, rows.get(line.start)))
  return {
    ...metadata,
    sections: sections.map(({ path, heading, start }) => ({ path, heading, start })),
    items: resolvePronouns(readItems(flat, body, sections, { ...metadata, textKind }), metadata.addressees),
    personalData: findPersonalData(flat),
    doubts: body.flatMap(({ sentences }) => sentences.flatMap((sentence) => findDoubts(flat, sentence))),
  }
}

const colophon = /^(?:抄送|主送|抄报|主题词|联系人|联系电话|（联系人|（此件|（此页|附件：|附：|共印)|印发\|*$/

/** Lines behind the body that are no text of it: 抄送：…, 某办公室 2021年3月30日印发. */
function isColophon(text: string): boolean {
  return text.length < 200 && colophon.test(text)
}

/** The year months count from: of issue, else the one in number or title, else the latest a date prints. */
function yearOf(
  { issuedOn, documentNumber, title, textKind }: Omit<Metadata, 'bodyFrom'>,
  body: readonly BodyLine[],
): number | null {
  if (issuedOn !== null) return plannedFor({ title, textKind }, Number(issuedOn.slice(0, 4)))
  const named = /(?:19|20)\d{2}/.exec(`${documentNumber ?? ''} ${title}`)
  if (named) return Number(named[0])
  const years = body
    .slice(0, 400)
    .flatMap(({ line }) =>
      [...line.text.matchAll(/(20\d{2})(?:年\d{1,2}月\d{1,2}日|[〕\]）]第?\d{1,4}号)/g)].map((match) =>
        Number(match[1]),
      ),
    )
  return years.length > 0 ? Math.max(...years) : null
}

/** What holds for all sentences of one section. */
interface Here {
  readonly section: string
  readonly headings: string
  readonly isPreamble: boolean
}

/** A line of the body and its sentences; `heads` names the columns where the line is a row of a table. */
interface BodyLine {
  readonly line: Line
  readonly sentences: readonly Sentence[]
  readonly row?: TableRow
  readonly heads?: readonly string[]
}

function bodyLine(line: Line, row: TableRow | undefined): BodyLine {
  if (!row) return { line, sentences: sentencesOf(withoutLabel(line)) }
  const parts = sentencesOfRow(row)
  return { line, sentences: parts.map(({ sentence }) => sentence), heads: parts.map(({ head }) => head), row }
}

function readItems(
  flat: FlatText,
  body: readonly BodyLine[],
  sections: readonly PlacedSection[],
  metadata: Omit<Metadata, 'bodyFrom'>,
): Item[] {
  const { textKind: kind, issuedOn } = metadata
  const year = yearOf(metadata, body)
  const duties = {
    flat,
    kind: metadata.textKind,
    firstListedLeads: saysFirstLeads(flat.plain),
    issuer: shortName(metadata.issuers),
    year,
    addressee: metadata.addressees.length === 1 ? metadata.addressees[0]! : null,
  }
  let next = 0
  return body.flatMap(({ line, sentences, row, heads }, index) => {
    while (sections[next] && sections[next]!.from <= line.start) next += 1
    const here = placeIn(sections, next - 1)
    const afterPast = followsPast(sentences, year)
    const ahead = looksAhead(sentences, year)
    const dueYears = yearsOf(sentences, planYear(metadata, here.headings, year))
    const figures = sentences.flatMap((sentence: Sentence, nth): Item[] => {
      const head = heads?.[nth] ?? ''
      const told = { ...here, headings: head === '' ? here.headings : head, column: head }
      const context = {
        kind,
        issuedOn,
        year,
        sentence,
        isAfterPast: afterPast[nth] ?? false,
        isAhead: ahead[nth] ?? false,
        ...told,
      }
      const found = readFigures(flat, context)
      const named = row ? found.map((item) => withRowName(item, row)) : found
      return [
        ...named,
        ...readDeadlines(flat, { ...context, year: dueYears[nth] ?? year }, yearAhead(metadata.title, year)),
      ]
    })
    if (row) {
      const place = { flat, section: here.section }
      return [...figures, ...readTableRow(place, row, duties.firstListedLeads)]
    }
    return [
      ...figures,
      ...readDuties({ ...duties, section: here.section, headings: here.headings }, line, sentences, {
        above: body[index - 1]?.line.text ?? '',
        below: body[index + 1]?.line,
      }),
    ]
  })
}

/** A cell of a table that names nothing is named by the first cell of its row that is no number. */
function withRowName(item: FigureItem, { cells }: TableRow): FigureItem {
  if (item.indicator !== '') return item
  const name = cells.find(({ text }) => /[\u4e00-\u9fff]{2}/.test(text))?.text ?? ''
  return { ...item, indicator: name.replace(/（[^（）]*）$/, '').slice(0, 30) }
}

function placeIn(sections: readonly PlacedSection[], index: number): Here {
  const section = sections[index]
  if (!section) return { section: '', headings: '', isPreamble: sections.length > 0 }
  const { headings } = section
  return { section: section.path, headings, isPreamble: false }
}

/** 武汉市残疾人联合会 speaks of itself as 市残联. */
function shortName(issuers: readonly string[]): string | null {
  const [first] = issuers
  if (first === undefined) return null
  const body = first.replace('残疾人联合会', '残联').replace('人民政府', '政府')
  const level = /^[\u4e00-\u9fff]{2,8}?([省市县区旗州盟])(?=[\u4e00-\u9fff]{2,}$)/.exec(body)
  return level ? level[1] + body.slice(level[0].length) : body
}

/** 该委 is the body with that ending named last before it, 你会 the one addressed. */
function resolvePronouns(items: readonly Item[], addressees: readonly string[]): Item[] {
  const named: string[] = []
  return items.map((item) => {
    if (item.kind !== 'responsibility') return item
    const resolve = (name: string) => {
      if (addressees.length === 1 && isSpokenTo(name, addressees[0]!)) return addressees[0]!
      const ending = /^该(.{1,2})$/.exec(name)?.[1]
      return ending === undefined ? name : (named.findLast((one) => one.endsWith(ending)) ?? name)
    }
    const resolved = { ...item, lead: item.lead.map(resolve), support: item.support.map(resolve) }
    named.push(...resolved.lead, ...resolved.support)
    return resolved
  })
}
