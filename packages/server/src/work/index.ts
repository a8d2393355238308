import { targetWork } from './target-work.routes.ts'
import { targetReading } from './targets.routes.ts'

export { createTarget } from './create-target.ts'
export { splitTarget } from './split-target.ts'
export { answerTarget } from './target-actions.ts'
export type { TargetPiece, WorkClause } from './work-shapes.ts'

/** Everything one may ask of targets and tasks and do with them. */
export const workOperations = [...targetReading, ...targetWork]
