import { createHash, randomBytes } from 'node:crypto'
import { regionRange } from '@zhucan/kernel'
import { insertAudit, operator } from '../platform/audit.store.ts'
import { asOperator, newUuid, type Server } from '../platform/index.ts'
import { insertLink } from './links.store.ts'
import { officeOf } from './users.store.ts'

/** One-time links are kept as hashes only. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Letters and digits that nobody mistakes for each other, read out over the telephone. */
const codeLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A code as it was typed: blanks and small letters do not matter. */
export const hashCode = (code: string): Buffer => hashToken(code.replaceAll(/[\s-]/g, '').toUpperCase())

/** The other half of a one-time link: eight letters, given to its owner by who confirmed it. */
export function makeCode(): { code: string; codeHash: Buffer } {
  const code = Array.from(randomBytes(8), (byte) => codeLetters[byte % codeLetters.length]).join('')
  return { code: `${code.slice(0, 4)}-${code.slice(4)}`, codeHash: hashCode(code) }
}

const linkHours = 24
/** A colleague may be on leave when the link is sent. */
export const invitationHours = 72

/** The secret of a one-time link with its hash and its end. */
export function makeLink(server: Pick<Server, 'now'>, hours: number) {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: hashToken(token), expiresAt: new Date(server.now() + hours * 3_600_000) }
}

/** A one-time link for an office's administrator, the office being made where there is none of its name; only the token's hash is kept. */
export async function inviteAdministrator(
  server: Server,
  invitation: { organisation: string; region: string; role: string },
): Promise<{ token: string; expiresAt: Date }> {
  const { organisation, region, role } = invitation
  const { token, tokenHash, expiresAt } = makeLink(server, linkHours)
  await asOperator(server, async (db) => {
    const here = { ...server, db, newId: () => newUuid(server) }
    const organisationId = await officeOf(here, { name: organisation, region, reach: [regionRange(region)] })
    await insertLink(here, { tokenHash, expiresAt, office: { organisationId, role } })
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
