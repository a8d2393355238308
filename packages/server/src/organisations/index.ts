import { directoryImportRoutes } from './directory-import.routes.ts'
import { organisationRoutes } from './organisations.routes.ts'
import { wishRoutes } from './wishes.routes.ts'

export { directorySource } from './directory-source.ts'
export { insertOffice, insertTerm } from './organisations.store.ts'

/** The directory of organisations. */
export const organisationOperations = [...organisationRoutes, ...wishRoutes, ...directoryImportRoutes]
