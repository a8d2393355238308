import { z } from '@hono/zod-openapi'
import { isRole, roles } from '@zhucan/catalogue'
import { type PlainDate, problem } from '@zhucan/kernel'
import { type Ctx, command, query, requireSecondPerson } from '../platform/index.ts'
import { give, prolong } from './appointing.ts'
import {
  confirmLink,
  findWaiting,
  listWaiting,
  refuseLink,
  settleWish,
  takeWish,
  type Waiting,
} from './confirming.store.ts'
import { requireConfirmed } from './enrol.ts'
import { makeCode } from './invite.ts'
import { reason } from './people.routes.ts'

const label = z.object({ zh: z.string(), en: z.string() })
const kind = z.enum(['invitation', 'office', 'password-link'])

/** What the system officer has prepared and the security officer lets take effect: nobody gets into the system by one hand. */
export const confirmingOperations = [
  query({
    path: '/api/v1/confirmations',
    summary: 'Invitations, offices and password links that wait for a second person',
    right: 'user.confirm',
    output: z.array(
      z.object({
        id: z.string(),
        kind,
        name: z.string().nullable(),
        username: z.string().nullable(),
        roleLabel: label.nullable(),
        organisation: z.string().nullable(),
        region: z.string().nullable(),
        fromDay: z.string().nullable(),
        untilDay: z.string().nullable(),
        reason: z.string().nullable(),
        isProlonging: z.boolean(),
        madeBy: z.string().nullable(),
        madeAt: z.string(),
      }),
    ),
    audit: 'no-personal-data',
    run: async (ctx) =>
      (await listWaiting(ctx)).map((one) => ({
        ...one,
        roleLabel: one.role && isRole(one.role) ? roles[one.role].label : null,
        madeBy: one.madeByName,
        madeAt: one.madeAt.toISOString(),
      })),
  }),
  command({
    method: 'post',
    path: '/api/v1/confirmations/{id}',
    summary: 'Confirm or refuse what somebody else has prepared',
    right: 'user.confirm',
    params: z.object({ id: z.uuid() }),
    body: z.discriminatedUnion('accept', [
      z.object({ accept: z.literal(true) }),
      z.object({ accept: z.literal(false), reason }),
    ]),
    output: z.object({ id: z.string(), kind, userId: z.string().nullable(), code: z.string().nullable() }),
    async run(ctx, { params, body }) {
      requireConfirmed(ctx, ctx.user)
      const found = await findWaiting(ctx, params.id)
      if (!found) throw problem('access.nothing-to-confirm')
      if (found.madeBy === ctx.user.id || found.userId === ctx.user.id) throw problem('access.own-office')
      requireSecondPerson(ctx, { id: found.madeBy, name: found.madeByName })
      const code = body.accept ? await accept(ctx, found) : await refuse(ctx, found, body.reason)
      return { id: found.id, kind: found.kind, userId: found.userId, code }
    },
    audit: (out, { body }) => ({
      action: body.accept ? 'access.confirm' : 'access.refuse',
      subjectKind: out.kind === 'invitation' ? 'invitation' : 'user',
      subjectId: out.userId ?? out.id,
      details: { kind: out.kind, id: out.id },
      ...(!body.accept && { reason: body.reason }),
    }),
  }),
]

/** Gives the code to be told to the owner of a link; an office needs none. */
async function accept(ctx: Ctx, { id, kind: what }: Waiting): Promise<string | null> {
  if (what !== 'office') {
    const { code, codeHash } = makeCode()
    if (!(await confirmLink(ctx, id, codeHash))) throw problem('access.nothing-to-confirm')
    return code
  }
  const wish = await takeWish(ctx, id)
  const maker = wish && (await findWaiting(ctx, id))
  if (!wish || !maker) throw problem('access.nothing-to-confirm')
  if (wish.prolongs) {
    const { untilDay, reason } = wish
    await settleWish(ctx, id, { appointmentId: await prolong(ctx, wish.prolongs, { untilDay, reason }) })
    return null
  }
  // A day that has passed while it waited is today: nobody held the office meanwhile.
  const fromDay = wish.fromDay < ctx.day() ? (ctx.day() as PlainDate) : wish.fromDay
  if (wish.untilDay !== null && wish.untilDay <= fromDay) throw problem('access.days-crossed')
  const appointmentId = await give(ctx, { ...wish, fromDay, madeBy: maker.madeBy })
  await settleWish(ctx, id, { appointmentId })
  return null
}

async function refuse(ctx: Ctx, { id, kind: what }: Waiting, note: string): Promise<null> {
  if (what === 'office') {
    if (!(await takeWish(ctx, id))) throw problem('access.nothing-to-confirm')
    await settleWish(ctx, id, { note })
  } else if (!(await refuseLink(ctx, id))) throw problem('access.nothing-to-confirm')
  return null
}
