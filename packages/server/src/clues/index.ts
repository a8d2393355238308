import { clueWork } from './clue-work.routes.ts'
import { clueReading } from './clues.routes.ts'

export { issueMany, passUpMany, receiveMany } from './bulk-actions.ts'
export { answerClue, closeClue, handleClue, returnClue, takeClue } from './clue-actions.ts'
export { type ClueFilter, clueWhere } from './clue-filter.store.ts'
export { clueFilter } from './clue-shapes.ts'

/** Everything one may ask of clues and do with them. */
export const clueOperations = [...clueReading, ...clueWork]
