export { cleanText, figuresUsed, type Piece, piecesOf, plainOf } from './bound-text.ts'
export {
  type BulletinSource,
  draftBulletin,
  printedMeasure,
  type Standing,
  type ToldTarget,
} from './drafts/bulletin.ts'
export {
  type DutiesSource,
  type Duty,
  deedOf,
  draftDuties,
  draftNotice,
  subjectOfNotice,
} from './drafts/duties.ts'
export { type Office, officesBelow, proposedOrgan, shortNameOf } from './drafts/office.ts'
export { type LinePart, type LineStyle, outlineOf, type Part, plainPaper, type TablePart } from './outline.ts'
export * from './paper.ts'
export { titleLines } from './title-lines.ts'
export { createLabels, labelNumeral, printedDay, printedNumber } from './wording.ts'
export { writePaper } from './write-paper.ts'
