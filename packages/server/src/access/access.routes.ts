import type { OpenAPIHono } from '@hono/zod-openapi'
import { accountOperations } from './account.routes.ts'
import { confirmingOperations } from './confirming.routes.ts'
import type { Door } from './door.ts'
import { serveEnrolment } from './enrol.ts'
import { invitationOperations } from './invitations.routes.ts'
import { peopleOperations } from './people.routes.ts'
import { policyOperations } from './policy.routes.ts'
import { serveSecondStep } from './second-step.ts'
import { serveSignIn } from './sign-in.ts'
import { serveWelcome } from './welcome.ts'

/** Accounts, offices and the rules for log-ins, for who is signed in. */
export const accessOperations = [
  ...accountOperations,
  ...peopleOperations,
  ...invitationOperations,
  ...confirmingOperations,
  ...policyOperations,
]

/** The ways in: the only routes open to someone who is nobody yet. */
export function serveWaysIn(app: OpenAPIHono, door: Door): void {
  serveSignIn(app, door)
  serveSecondStep(app, door)
  serveEnrolment(app, door)
  serveWelcome(app, door)
}
