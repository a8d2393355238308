/** A notice as read. Offsets are UTF-16 units in the text that was read. */
export interface ReadDocument {
  readonly title: string
  readonly documentNumber: string | null
  readonly issuers: readonly string[]
  /** ISO day of signing; null where the text has none. */
  readonly issuedOn: string | null
  readonly addressees: readonly string[]
  readonly kind: DocumentKind
  readonly sections: readonly Section[]
  readonly items: readonly Item[]
  /** What must not be published as it stands. */
  readonly personalData: readonly PersonalDatum[]
  /** Figures that contradict each other. */
  readonly doubts: readonly ArithmeticDoubt[]
}

/** What sort of paper it is; it decides how bare figures and plain verbs are read. */
export type DocumentKind =
  | 'law'
  | 'measures'
  | 'notice'
  | 'opinion'
  | 'plan'
  | 'circular'
  | 'bulletin'
  | 'reply'
  | 'letter'
  | 'decision'
  | 'report'
  | 'article'
  | 'other'

/** One heading of the section tree. */
export interface Section {
  /** Labels joined by '/': 二/(二)/3. */
  readonly path: string
  readonly heading: string
  readonly start: number
}

interface Quoted {
  readonly section: string
  readonly quote: string
  readonly start: number
}

/** How a figure is compared with its value. */
export type Comparator = '>=' | '<=' | '~' | '='

/** A figure to reach or keep (`target`), or one that tells a state (`fact`). */
export interface FigureItem extends Quoted {
  readonly kind: 'target' | 'fact'
  readonly indicator: string
  readonly comparator: Comparator
  readonly value: number
  readonly unit: string
  /** Last day of a target's horizon. */
  readonly by?: string
  /** Why it was taken for a target or a fact: cues with their weights; above 0 is a target. */
  readonly reasons: readonly Reason[]
}

/** One cue and what it weighed. */
export interface Reason {
  readonly cue: string
  readonly weight: number
}

/** A day that is not one: part of a month, or every year. */
export interface LooseDay {
  readonly year: number | null
  readonly month: number
  /** Left out where a day is given. */
  readonly part?: 'early' | 'mid' | 'late' | 'end'
  readonly day?: number
  readonly every?: 'year'
}

/** Something due by a day. */
export interface DeadlineItem extends Quoted {
  readonly kind: 'deadline'
  readonly date: string | LooseDay
  readonly action: string
  readonly to: string | null
}

/** A duty laid on bodies. */
export interface ResponsibilityItem extends Quoted {
  readonly kind: 'responsibility'
  readonly lead: readonly string[]
  readonly support: readonly string[]
}

/** Everything found in the text of a notice. */
export type Item = FigureItem | DeadlineItem | ResponsibilityItem

/** What somebody can be found or called by; `other` is what only people recognise. */
export type PersonalKind =
  | 'mobile'
  | 'phone'
  | 'id-number'
  | 'disability-certificate'
  | 'bank-account'
  | 'social-account'
  | 'email'
  | 'plate'
  | 'address'
  | 'name'
  | 'other'

/** Something about a person that stands in the text. */
export interface PersonalDatum {
  readonly kind: PersonalKind
  readonly start: number
  readonly end: number
  /** What may be shown in its place. */
  readonly masked: string
}

/** Two readings of the same figures that do not agree. */
export interface ArithmeticDoubt {
  readonly kind: 'ratio' | 'difference' | 'sum' | 'growth'
  readonly quote: string
  readonly start: number
  readonly printed: number
  readonly computed: number
  /** The sum in symbols: (39 − 91) ÷ 91 = −57.14 %. */
  readonly arithmetic: string
  /** True where the printed figure is the computed one cut off instead of rounded. */
  readonly isTruncated: boolean
}
