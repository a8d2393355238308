import { randomBytes } from 'node:crypto'
import { regionRange } from '@zhucan/kernel'
import { insertAudit, operator } from '../platform/audit.store.ts'
import { newUuid, type Server, withoutReach } from '../platform/index.ts'
import { hashToken } from './sign-in.ts'
import { insertOrganisation, insertWelcomeLink } from './users.store.ts'

const linkHours = 24

/** Makes the organisation and a one-time link for its first user; the token is returned once and only its hash kept. */
export async function inviteAdministrator(
  server: Server,
  invitation: { organisation: string; region: string; role: string },
): Promise<{ token: string; expiresAt: Date }> {
  const { organisation, region, role } = invitation
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(server.now() + linkHours * 3_600_000)
  await withoutReach(server, async (db) => {
    const here = { ...server, db, newId: () => newUuid(server) }
    const reach = [regionRange(region)]
    const organisationId = await insertOrganisation(here, { name: organisation, region, reach })
    await insertWelcomeLink(here, { tokenHash: hashToken(token), organisationId, role, expiresAt })
    await insertAudit(
      { ...here, user: operator, requestId: null },
      {
        action: 'access.invite',
        subjectKind: 'organisation',
        subjectId: organisationId,
        details: { role, region },
      },
    )
  })
  return { token, expiresAt }
}
