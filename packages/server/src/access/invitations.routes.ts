import { z } from '@hono/zod-openapi'
import { isRole, roles } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { command, query } from '../platform/index.ts'
import { checkOffice, requireOther } from './appointing.ts'
import { invitationHours, makeLink } from './invite.ts'
import {
  insertLink,
  listInvitations,
  listOffices,
  renewInvitation,
  withdrawInvitation,
} from './links.store.ts'
import { day } from './people.routes.ts'
import { findPerson, isWhollyInReach } from './people.store.ts'

const uuid = z.object({ id: z.uuid() })
const label = z.object({ zh: z.string(), en: z.string() })
/** The secret is shown to who asked for it and nowhere else; the Desk makes the link of it. */
const link = z.object({ id: z.string(), token: z.string(), expiresAt: z.string() })

/** One-time links: for new colleagues, and for those who forgot the password. */
export const invitationOperations = [
  query({
    path: '/api/v1/invitations',
    summary: 'Invitations nobody has used yet',
    right: 'user.invite',
    output: z.array(
      z.object({
        id: z.string(),
        name: z.string().nullable(),
        roleLabel: label,
        organisation: z.string(),
        fromDay: z.string().nullable(),
        untilDay: z.string().nullable(),
        madeAt: z.string(),
        expiresAt: z.string(),
        madeBy: z.string().nullable(),
        isExpired: z.boolean(),
        isConfirmed: z.boolean(),
      }),
    ),
    audit: 'no-personal-data',
    run: async (ctx) =>
      (await listInvitations(ctx)).flatMap((one) =>
        isRole(one.role)
          ? [
              {
                ...one,
                roleLabel: roles[one.role].label,
                madeAt: one.madeAt.toISOString(),
                expiresAt: one.expiresAt.toISOString(),
              },
            ]
          : [],
      ),
  }),
  query({
    path: '/api/v1/offices',
    summary: 'Organisations of my area that somebody can be appointed in',
    right: 'user.invite',
    query: z.object({ text: z.string().max(60).default('') }),
    output: z.array(z.object({ id: z.string(), name: z.string(), region: z.string() })),
    audit: 'no-personal-data',
    run: (ctx, { query: { text } }) => listOffices(ctx, text),
  }),
  command({
    method: 'post',
    path: '/api/v1/invitations',
    summary: 'Invite a new colleague by a one-time link',
    right: 'user.invite',
    body: z.object({
      name: z.string().trim().min(1).max(60),
      role: z.string().max(40),
      organisation: z.uuid(),
      region: z
        .string()
        .regex(/^\d{12}$/)
        .optional(),
      fromDay: day.optional(),
      untilDay: day.nullable().optional(),
    }),
    output: link,
    async run(ctx, { body }) {
      const office = await checkOffice(ctx, body)
      const { token, tokenHash, expiresAt } = makeLink(ctx, invitationHours)
      const id = await insertLink(ctx, { tokenHash, expiresAt, madeBy: ctx.user.id, name: body.name, office })
      return { id, token, expiresAt: expiresAt.toISOString() }
    },
    audit: (out, { body }) => ({
      action: 'access.invite',
      subjectKind: 'invitation',
      subjectId: out.id,
      details: { role: body.role, organisation: body.organisation, region: body.region ?? null },
    }),
  }),
  command({
    method: 'post',
    path: '/api/v1/invitations/{id}/renew',
    summary: 'Send an invitation again: the earlier link is void',
    right: 'user.invite',
    params: uuid,
    body: z.object({}),
    output: link,
    async run(ctx, { params }) {
      const { token, tokenHash, expiresAt } = makeLink(ctx, invitationHours)
      if (!(await renewInvitation(ctx, params.id, { tokenHash, expiresAt })))
        throw problem('access.invitation-not-found')
      return { id: params.id, token, expiresAt: expiresAt.toISOString() }
    },
    audit: (out) => ({ action: 'access.renew-invitation', subjectKind: 'invitation', subjectId: out.id }),
  }),
  command({
    method: 'delete',
    path: '/api/v1/invitations/{id}',
    summary: 'Take an invitation back',
    right: 'user.invite',
    params: uuid,
    output: z.object({ id: z.string() }),
    async run(ctx, { params }) {
      if (!(await withdrawInvitation(ctx, params.id))) throw problem('access.invitation-not-found')
      return params
    },
    audit: (out) => ({ action: 'access.withdraw-invitation', subjectKind: 'invitation', subjectId: out.id }),
  }),
  command({
    method: 'post',
    path: '/api/v1/users/{id}/password-link',
    summary: 'A one-time link by which a user sets a new password; nobody sets it for them',
    right: 'user.invite',
    params: z.object({ id: z.string().max(60) }),
    body: z.object({}),
    output: link,
    async run(ctx, { params }) {
      requireOther(ctx, params.id)
      const person = await findPerson(ctx, params.id)
      if (!person || person.state === 'closed') throw problem('access.user-not-found')
      if (!(await isWhollyInReach(ctx, params.id))) throw problem('access.offices-elsewhere')
      const { token, tokenHash, expiresAt } = makeLink(ctx, invitationHours)
      const id = await insertLink(ctx, { tokenHash, expiresAt, madeBy: ctx.user.id, userId: params.id })
      return { id, token, expiresAt: expiresAt.toISOString() }
    },
    audit: (_out, { params }) => ({
      action: 'access.send-password-link',
      subjectKind: 'user',
      subjectId: params.id,
    }),
  }),
]
