import { cleanText, type Piece, piecesOf } from './bound-text.ts'
import type { Attachment, Block, Column, Paper } from './paper.ts'
import { titleLines } from './title-lines.ts'
import { createLabels, printedDay, printedNumber, widthOf, words } from './wording.ts'

/** How a line is set; the writer of the file and the page of the Desk both go by it. */
export type LineStyle =
  | 'urgency'
  | 'mark'
  | 'number'
  | 'title'
  | 'addressees'
  | 'heading-1'
  | 'heading-2'
  | 'heading-3'
  | 'heading-4'
  | 'body'
  | 'attachment-list'
  | 'signature'
  | 'date'
  | 'note'
  | 'attachment-label'
  | 'caption'
  | 'copies'
  | 'printed'

/** One line or table of the finished paper, in order. */
export type Part = LinePart | TablePart | { readonly kind: 'blank' }

export interface LinePart {
  readonly kind: 'line'
  readonly style: LineStyle
  /** Printed before the pieces; hanging where the style hangs. */
  readonly label?: string
  readonly pieces: readonly Piece[]
  /** Behind a heading in the same paragraph, set as body. */
  readonly follows?: readonly Piece[]
  /** Lines of a title, broken where they stand. */
  readonly lines?: readonly string[]
  /** Characters of room at the right. */
  readonly right?: number
  /** Stands at the right edge of its line. */
  readonly end?: string
  readonly onNewPage?: boolean
}

export interface TablePart {
  readonly kind: 'table'
  readonly caption: readonly Piece[]
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly (readonly Piece[])[])[]
}

const blank: Part = { kind: 'blank' }

const line = (style: LineStyle, text: string, more: Partial<LinePart> = {}): LinePart => ({
  kind: 'line',
  style,
  pieces: [{ text: cleanText(text) }],
  ...more,
})

/** Everything a paper prints, in order, with its labels and blank lines. */
export function outlineOf(paper: Paper): Part[] {
  return [...head(paper), ...blocks(paper.body, paper), ...end(paper), ...behind(paper), ...colophon(paper)]
}

function head(paper: Paper): Part[] {
  const urgency = { '': '', urgent: words.urgent, 'most-urgent': words.mostUrgent }[paper.urgency]
  const title = titleLines(cleanText(paper.title))
  const addressees = paper.addressees.map(cleanText).join(words.comma)
  return [
    ...(urgency === '' ? [] : [line('urgency', [...urgency].join('　'))]),
    line('mark', `${cleanText(paper.issuers[0] ?? '')}${words.headMark}`),
    blank,
    blank,
    line('number', printedNumber(paper)),
    blank,
    blank,
    line('title', title.join(''), { lines: title }),
    blank,
    ...(addressees === '' ? [] : [line('addressees', `${addressees}${words.colon}`)]),
  ]
}

function blocks(body: readonly Block[], { figures }: Pick<Paper, 'figures'>): Part[] {
  const label = createLabels()
  const pieces = (text: string) => piecesOf(text, figures)
  return body.map((block): Part => {
    if (block.kind === 'paragraph') return { kind: 'line', style: 'body', pieces: pieces(block.text) }
    if (block.kind === 'table') return table(block, pieces)
    const follows =
      block.follows === undefined || block.follows === '' ? {} : { follows: pieces(block.follows) }
    return {
      kind: 'line',
      style: `heading-${block.level}`,
      label: label(block.level),
      pieces: pieces(block.text),
      ...follows,
    }
  })
}

function table(block: Extract<Block, { kind: 'table' }>, pieces: (text: string) => Piece[]): TablePart {
  return {
    kind: 'table',
    caption: pieces(block.caption),
    columns: block.columns.map((column) => ({ ...column, label: cleanText(column.label) })),
    rows: block.rows.map((row) => row.map(pieces)),
  }
}

/** Attachments named, then who signs and when. */
function end(paper: Paper): Part[] {
  const { attachments } = paper
  const named = attachments.map(({ name }, index) => {
    const ordinal = attachments.length > 1 ? `${index + 1}.` : ''
    return line('attachment-list', name, {
      label: index === 0 ? `${words.attachment}${words.colon}${ordinal}` : ordinal,
    })
  })
  return [
    ...(named.length > 0 ? [blank, ...named] : []),
    blank,
    ...(paper.seal ? [blank] : []),
    ...signature(paper),
    ...(paper.note === '' ? [] : [line('note', `（${paper.note}）`)]),
  ]
}

/**
 * Signatures and date. With a seal the date stands four characters from the right and the name over its middle;
 * without, the name stands two from the right and the date begins two characters behind the name's beginning.
 */
function signature(paper: Paper): Part[] {
  const date = printedDay(paper.signedOn)
  const names = paper.issuers.map(cleanText)
  const dated = Math.max(widthOf(date), 7)
  // A name wider than half a line says nothing of where the date stands.
  const longest = Math.min(18, Math.max(...names.map(widthOf), 1))
  const places = paper.seal ? sealed(longest, dated) : unsealed(longest, dated)
  const signed = names.map((name) =>
    line('signature', name, { right: places.name + Math.max(0, longest - widthOf(name)) / 2 }),
  )
  return [...signed, line('date', date, { right: places.date })]
}

function sealed(name: number, date: number): { name: number; date: number } {
  const centred = 4 + (date - name) / 2
  return centred >= 0 ? { name: centred, date: 4 } : { name: 0, date: (name - date) / 2 }
}

function unsealed(name: number, date: number): { name: number; date: number } {
  const right = name - date
  return right >= 2 ? { name: 2, date: right } : { name: 2 + (date + 2 - name), date: 2 }
}

/** The attachments themselves, each on a page of its own. */
function behind(paper: Paper): Part[] {
  const { attachments } = paper
  return attachments.flatMap((attachment, index) =>
    attachment.body.length === 0
      ? []
      : attached(attachment, attachments.length > 1 ? index + 1 : null, paper),
  )
}

function attached(attachment: Attachment, ordinal: number | null, paper: Paper): Part[] {
  const title = titleLines(cleanText(attachment.name))
  return [
    line('attachment-label', `${words.attachment}${ordinal ?? ''}`, { onNewPage: true }),
    blank,
    line('title', title.join(''), { lines: title }),
    blank,
    ...blocks(attachment.body, paper),
  ]
}

function colophon(paper: Paper): Part[] {
  const copies = paper.copiesTo.map(cleanText).join(words.comma)
  const printed = cleanText(paper.printedBy)
  return [
    ...(copies === ''
      ? []
      : [line('copies', `${copies}${words.stop}`, { label: `${words.copies}${words.colon}` })]),
    ...(printed === ''
      ? []
      : [line('printed', printed, { end: `${printedDay(paper.printedOn)}${words.printed}` })]),
  ]
}

/** The text as a reader of the finished paper sees it, a line for each paragraph or cell. */
export function plainPaper(paper: Paper): string {
  const plain = (pieces: readonly Piece[] = []) => pieces.map(({ text }) => text).join('')
  return outlineOf(paper)
    .flatMap((part): string[] => {
      if (part.kind === 'blank') return ['']
      if (part.kind === 'table')
        return [
          plain(part.caption),
          ...part.columns.map(({ label }) => label),
          ...part.rows.flat().map(plain),
        ]
      const end = part.end === undefined ? '' : ` ${part.end}`
      return [
        `${part.label ?? ''}${part.lines?.join('\n') ?? plain(part.pieces)}${plain(part.follows)}${end}`,
      ]
    })
    .join('\n')
}
