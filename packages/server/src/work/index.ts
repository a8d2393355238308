import { supervision } from './supervision.routes.ts'
import { targetWork } from './target-work.routes.ts'
import { targetReading } from './targets.routes.ts'
import { taskWork } from './task-work.routes.ts'
import { taskReading } from './tasks.routes.ts'

export { createTarget } from './create-target.ts'
export { createTask } from './create-task.ts'
export { proposeFromNotice } from './proposals.store.ts'
export { splitTarget } from './split-target.ts'
export { supervisionSource } from './supervision-source.ts'
export { answerTarget, askReport, remindTarget } from './target-actions.ts'
export { targetsSource } from './targets-source.ts'
export { completeTask, passTaskDown, reportProgress, stepTaskOn } from './task-actions.ts'
export { insertTaskFile } from './task-files.store.ts'
export { lockTask } from './task-moves.store.ts'
export { tasksSource } from './tasks-source.ts'
export { insertWatch } from './watch.store.ts'
export type { TargetPiece, WorkClause } from './work-shapes.ts'

/** Everything one may ask of targets and tasks and do with them. */
export const workOperations = [...targetReading, ...targetWork, ...taskReading, ...taskWork, ...supervision]
