import { clueWork } from './clue-work.routes.ts'
import { clueReading } from './clues.routes.ts'

/** Everything one may ask of clues and do with them. */
export const clueOperations = [...clueReading, ...clueWork]
