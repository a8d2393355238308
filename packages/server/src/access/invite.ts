import { randomBytes } from 'node:crypto'
import { regionRange } from '@zhucan/kernel'
import type { Server } from '../platform/index.ts'
import { hashToken } from './sign-in.ts'
import { insertOrganisation, insertWelcomeLink } from './users.store.ts'

const linkHours = 24

/** Makes the organisation and a one-time link for its first user; the token is returned once and only its hash kept. */
export async function inviteAdministrator(
  server: Server,
  invitation: { organisation: string; region: string; role: string },
): Promise<{ token: string; expiresAt: Date }> {
  const organisationId = await insertOrganisation(server, {
    name: invitation.organisation,
    region: invitation.region,
    reach: [regionRange(invitation.region)],
  })
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(server.now() + linkHours * 3_600_000)
  await insertWelcomeLink(server, {
    tokenHash: hashToken(token),
    organisationId,
    role: invitation.role,
    expiresAt,
  })
  return { token, expiresAt }
}
