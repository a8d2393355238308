import type { Tasks } from '../platform/jobs-runner.ts'
import { clueWork } from './clue-work.routes.ts'
import { clueReading } from './clues.routes.ts'
import { sweepEvidence } from './loose-evidence.ts'

export { issueMany, passUpMany, receiveMany } from './bulk-actions.ts'
export { answerClue, closeClue, handleClue, returnClue, takeClue } from './clue-actions.ts'
export { type ClueFilter, clueWhere } from './clue-filter.store.ts'
export { clueFilter } from './clue-shapes.ts'
export { drawIds } from './draw-sample.ts'
export { answerEvidence, type EvidenceFile, enterEvidence, receiveEvidence } from './evidence-file.ts'

/** Everything one may ask of clues and do with them. */
export const clueOperations = [...clueReading, ...clueWork]

/** The background work of this feature. */
export const clueTasks: Pick<Tasks, 'evidence-sweep'> = {
  'evidence-sweep': (server) => sweepEvidence(server),
}
