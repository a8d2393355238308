import { type ProblemCode, problem } from '@zhucan/kernel'
import type { Ctx } from './context.ts'

/** Who did the first half of something that takes two. */
export interface FirstPerson {
  id: string
  name: string | null
}

/**
 * Problem 'access.own-work' unless somebody else is asking. Two log-ins of one name count as one human being: whoever got a
 * second account, or one office after another, is not a second person.
 */
export function requireSecondPerson(ctx: Pick<Ctx, 'user'>, first: FirstPerson): void {
  if (isOneself(ctx, first)) throw problem('access.own-work')
}

/** Whether somebody is, by account or by name, the one who asks. */
export const isOneself = ({ user }: Pick<Ctx, 'user'>, { id, name }: FirstPerson): boolean =>
  id === user.id || (name !== null && plainName(name) === plainName(user.name))

/** A name without what nobody sees: blanks inside, wide and small letters, dots between its parts. */
const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\p{White_Space}\p{P}\p{Cf}]/gu, '')
    .toLowerCase()

const knownBy = async (ctx: Ctx, userId: string): Promise<FirstPerson> => {
  const known = await ctx.db.selectFrom('authUser').select('name').where('id', '=', userId).executeTakeFirst()
  return { id: userId, name: known?.name ?? null }
}

/** The same where only the account of the first person is kept. */
export const requireOtherPerson = async (ctx: Ctx, userId: string): Promise<void> =>
  requireSecondPerson(ctx, await knownBy(ctx, userId))

/** Whether an account is that of the one who asks, or of somebody of the same name. */
export const isOwnAccount = async (ctx: Ctx, userId: string): Promise<boolean> =>
  isOneself(ctx, await knownBy(ctx, userId))

/** Who decides and when: what everything that takes two people keeps of the second. */
export const decidedNow = (ctx: Pick<Ctx, 'user' | 'now'>) => ({
  decidedBy: ctx.user.id,
  decidedByName: ctx.user.name,
  decidedAt: new Date(ctx.now()),
})

/** Tells what the database refused by one of its constraints as a Problem; any other fault stays what it is. */
export const tellRefusal =
  (constraint: string, code: ProblemCode) =>
  (error: { constraint?: string }): never => {
    throw error.constraint === constraint ? problem(code) : error
  }
