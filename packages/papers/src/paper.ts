/** What an office writes: a notice, a division of duties among offices, or a circular that tells figures from time to time. */
export type PaperKind = 'notice' | 'duties' | 'bulletin'

/** The three kinds, in the order they are offered. */
export const paperKinds = ['notice', 'duties', 'bulletin'] as const satisfies PaperKind[]

/** 武残联〔2026〕6号: the word of the organ, the year, the number without leading zeros. */
export interface PaperNumber {
  readonly organ: string
  readonly year: number
  readonly number: number
}

/** A figure that a paper stands on, so that it can be opened again from the printed sheet. */
export interface BoundFigure {
  /** Catalogue code of the indicator. */
  readonly indicator: string
  readonly indicatorVersion: number
  /** What of the indicator is told: the value done, the target, the rate, … */
  readonly measure: FigureMeasure
  readonly region: string
  readonly period: { readonly from: string; readonly to: string }
  /** As printed, unit left to the text around it. */
  readonly value: string
  /** When the source last changed: an ISO moment, or null where nothing was reported. */
  readonly sourceTime: string | null
  /** The target it belongs to, if any. */
  readonly target?: string
}

/** What a figure says of its indicator. `count` counts places or tasks instead. */
export const figureMeasures = [
  'done',
  'target',
  'rate',
  'elapsed',
  'count',
  'coverage',
  'day',
  'overdue',
] as const
export type FigureMeasure = (typeof figureMeasures)[number]

/** Text in which `{{3}}` stands for the third bound figure. */
export type BoundText = string

/** One piece of the body. */
export type Block =
  | {
      readonly kind: 'heading'
      readonly level: 1 | 2 | 3 | 4
      readonly text: BoundText
      readonly follows?: BoundText
    }
  | { readonly kind: 'paragraph'; readonly text: BoundText }
  | Table

/** A table: widths are shares of the type area. */
export interface Table {
  readonly kind: 'table'
  readonly caption: BoundText
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly BoundText[])[]
}

export interface Column {
  readonly label: string
  readonly width: number
  readonly align: 'left' | 'centre'
}

/** What goes along with the paper; with blocks it is printed behind it. */
export interface Attachment {
  readonly name: string
  readonly body: readonly Block[]
}

/** A paper in the layout of GB/T 9704-2012. */
export interface Paper {
  readonly kind: PaperKind
  readonly title: string
  /** Null until it is issued: the place is kept, the number left open. */
  readonly number: PaperNumber | null
  /** The word before 〔year〕, kept while there is no number. */
  readonly organ: string
  readonly urgency: '' | 'urgent' | 'most-urgent'
  /** Full names; the first gives the paper its red head and its number. */
  readonly issuers: readonly string[]
  readonly addressees: readonly string[]
  readonly body: readonly Block[]
  readonly attachments: readonly Attachment[]
  /** Room for a seal over signature and date. */
  readonly seal: boolean
  readonly signedOn: string | null
  /** In brackets under the date: 联系人… */
  readonly note: string
  readonly copiesTo: readonly string[]
  readonly printedBy: string
  readonly printedOn: string | null
  readonly figures: Readonly<Record<string, BoundFigure>>
}

/** What the sealed text of a kept paper is bound to. */
export const paperContext = (id: string): string => `paper:${id}`
