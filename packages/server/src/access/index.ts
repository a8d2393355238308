export { accessOperations } from './access.routes.ts'
export { type Accounts, createLogin, openAccounts, setPassword } from './accounts.ts'
export { inviteAdministrator } from './invite.ts'
export { authenticate, hashToken, serveSignIn } from './sign-in.ts'
export {
  findLogin,
  findUser,
  insertAppointment,
  insertOrganisation,
  insertWelcomeLink,
} from './users.store.ts'
