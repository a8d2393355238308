import type { Tasks } from '../platform/jobs-runner.ts'
import { finishErasure } from './erased-people.ts'

export { readErased, rememberErased, removeErasedFiles } from './erased-people.ts'
export { erasureOperations } from './erasure.routes.ts'
export type { ErasedFiles } from './erasures.store.ts'

/** The background work of this feature. */
export const erasureTasks: Pick<Tasks, 'erasure-files'> = {
  'erasure-files': (server, files) => finishErasure(server, files),
}
