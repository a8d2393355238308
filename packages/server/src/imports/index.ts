import { importRoutes } from './imports.routes.ts'
import { listRoutes } from './lists.routes.ts'
import { formRoutes } from './register-form.routes.ts'
import { undoRoutes } from './undo.routes.ts'

export { importRefusals, importTasks } from './imports.jobs.ts'
export { openRawList, type RawList, type RawRow } from './raw-rows.ts'
export { openRegionResolver } from './region-resolver.ts'
export { receiveFile, type StoredFile } from './stored-file.ts'
export { type TakenFile, takeFile } from './take-file.ts'

/** What this feature offers over HTTP. */
export const importOperations = [...importRoutes, ...undoRoutes, ...formRoutes, ...listRoutes]
