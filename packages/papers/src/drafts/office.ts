import type { Paper } from '../paper.ts'

/** The office that writes. */
export interface Office {
  /** Full name, as it signs. */
  readonly name: string
  /** As it speaks of itself: 市残联. */
  readonly shortName: string
  /** The word of its document numbers: 江残联. */
  readonly organ: string
  /** Of the place it answers for: 江城市. */
  readonly placeName: string
}

type Own = Pick<Paper, 'kind' | 'title' | 'addressees' | 'body' | 'signedOn'> & Partial<Paper>

/** A paper with everything an office always prints the same way. */
export function paperOf(office: Office, own: Own): Paper {
  return {
    number: null,
    organ: office.organ,
    urgency: '',
    issuers: [office.name],
    attachments: [],
    seal: true,
    note: '',
    copiesTo: [],
    printedBy: `${office.name}办公室`,
    printedOn: own.signedOn,
    figures: {},
    ...own,
  }
}

const levels = /^.*?(省|自治区|市|自治州|州|盟|县|旗|区|镇|乡|街道)(?=.{2,}$)/u

/** 江城市残疾人联合会 → 市残联. */
export function shortNameOf(name: string): string {
  const short = name.replace('残疾人联合会', '残联').replace('人民政府', '政府')
  const level = levels.exec(short)
  return level ? `${level[1]}${short.slice(level[0].length)}` : short
}

/** A first proposal for the word of a number: 江城市残疾人联合会 → 江残联; an office has its own and sets it. */
export function proposedOrgan(name: string): string {
  const federation = /残疾人联合会|残联/.exec(name)
  return federation ? `${name[0]}残联` : name.slice(0, 4)
}

const below = [
  '各省（自治区、直辖市）残联',
  '各市（州）残联',
  '各县（市、区）残联',
  '各乡镇（街道）残联',
  '各村（社区）残协',
]

/** Whom an office of a level (0 nation … 4 township) addresses first. */
export const officesBelow = (level: number): string => below[level] ?? ''
