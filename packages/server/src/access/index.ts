export { accessOperations, serveWaysIn } from './access.routes.ts'
export { type Accounts, createLogin, openAccounts, setPassword } from './accounts.ts'
export { sessionSecret } from './cookies.ts'
export { requireConfirmed } from './enrol.ts'

import type { Tasks } from '../platform/jobs-runner.ts'
import { forgetOldTries } from './guesses.store.ts'

export { insertAppointment, insertOrganisation } from './found-offices.ts'

export { hashToken, inviteAdministrator } from './invite.ts'
export { authenticate } from './sign-in.ts'
export { isTopOffice, requireTopOffice } from './top-office.store.ts'
export { findLogin, findUser } from './users.store.ts'

/** The background work of this feature. */
export const accessTasks: Pick<Tasks, 'tries-forget'> = { 'tries-forget': (server) => forgetOldTries(server) }
