import { unitAt } from '../figures/units.ts'
import type { Line } from './line.ts'
import { type Sentence, type Span, sentencesOf } from './sentences.ts'

/** One cell of a row and what stands at the head of its column; '' where the table has no head. */
export interface Cell extends Span {
  readonly head: string
}

/** A line that is a row of a table: 1 | 新增就业 | 120人 | 市残联 | 12月底前. */
export interface TableRow {
  readonly cells: readonly Cell[]
}

const headWord =
  /单位|部门|科室|处室|股室|任务|内容|时限|时间|序号|指标|目标|项目|措施|事项|责任|牵头|配合|进度|数量|名称|地区|备注|属性|现状|基数|完成|^(?:19|20)\d\d年/
const longestHead = 16

/** The rows of the tables in a text by the offset of their lines; heads of columns are found, no rows of their own. */
export function tableRows(lines: readonly Line[]): ReadonlyMap<number, TableRow> {
  const rows = new Map<number, TableRow>()
  let heads: readonly string[] = []
  for (const line of lines) {
    const cells = cellsOf(line)
    if (cells.length < 2) {
      heads = []
      continue
    }
    if (isHead(cells)) heads = cells.map(({ text }) => text)
    const isOfHead = heads.length === cells.length
    rows.set(line.start, {
      cells: isHead(cells)
        ? []
        : cells.map((cell, at) => ({ ...cell, head: isOfHead ? (heads[at] ?? '') : '' })),
    })
  }
  return rows
}

function isHead(cells: readonly Span[]): boolean {
  const named = cells.filter(({ text }) => headWord.test(text)).length
  return (
    named >= 2 &&
    cells.every(
      ({ text }) => text.length <= longestHead && !/\d{2}|[。；]/.test(text.replace(/(?:19|20)\d\d年?/, '')),
    )
  )
}

/** The cells between bars; those at the edges may be empty. */
function cellsOf({ text, start }: Line): Span[] {
  if (!text.includes('|')) return []
  const cells: Span[] = []
  let from = 0
  for (const part of text.split('|')) {
    cells.push({ text: part, start: start + from, end: start + from + part.length })
    from += part.length + 1
  }
  if (cells[0]!.text === '') cells.shift()
  if (cells.at(-1)?.text === '') cells.pop()
  return cells
}

/** Sentences of a row, each with the head of its column. */
export function sentencesOfRow(row: TableRow): { readonly sentence: Sentence; readonly head: string }[] {
  const unit = unitOfRow(row)
  return row.cells.flatMap((cell, at) =>
    sentencesOf(cell).map((sentence) => ({
      sentence:
        at > 0 && bareNumber.test(cell.text) ? withUnit(sentence, unitIn(cell.head) ?? unit) : sentence,
      head: cell.head,
    })),
  )
}

const bareNumber = /^(?:[>≥<≤]=?|不低于|不少于|不超过|不高于|约)?\d+(?:\.\d+)?$/

/** 就业率（%） names the unit of the numbers beside or below it. */
const unitIn = (name: string) => /（(?:单位：)?([%‰]|[\u4e00-\u9fff]{1,4})）$/.exec(name)?.[1] ?? null

/** The unit of a row's bare numbers: from its cell below 单位, or behind its name. */
function unitOfRow({ cells }: TableRow): string | null {
  const own = cells.find(({ head, text }) => /^(?:计量)?单位$/.test(head) && text.length <= 4)
  if (own) return own.text
  return cells.map(({ text }) => unitIn(text)).find((unit) => unit !== null) ?? null
}

/** A bare number as its table means it; places stay those of the cell. */
function withUnit(sentence: Sentence, unit: string | null): Sentence {
  if (unit === null || unitAt(unit.replace(/^[万亿]+/, ''), 0) === null) return sentence
  const text = sentence.text + unit
  return { ...sentence, text, clauses: [{ ...sentence, text }] }
}
