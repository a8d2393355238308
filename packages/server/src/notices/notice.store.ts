import type { NoticeKind, NoticeState } from '@zhucan/catalogue'
import { hideNumbers, problem } from '@zhucan/kernel'
import { type PersonalKind, type ReadDocument, readerVersion } from '@zhucan/reading'
import { type RawBuilder, sql } from 'kysely'
import { readAll } from '../platform/cursor.store.ts'
import type { Ctx } from '../platform/index.ts'
import type { TakenFile } from './notice-file.ts'
import type { MaskedPlace } from './personal-words.ts'
import { noticeInReach } from './reach.store.ts'

/** What the sealed text of a notice is bound to. */
export const textContext = (id: string): string => `notice-text:${id}`

/** What was read of a notice besides its items, and which masks people took off. */
export type NoticeReading = Omit<ReadDocument, 'items' | 'personalData'> & {
  readonly personalData: readonly MaskedPlace[]
  readonly unmasked?: readonly { readonly kind: PersonalKind; readonly start: number; readonly end: number }[]
}

/** What a paper says of itself. */
export interface About {
  title: string
  documentNumber: string | null
  issuers: string[]
  issuedOn: string | null
  addressees: string[]
  kind: NoticeKind
}

/** Enters a paper, or finds the notice that this office made of the same file. */
export async function insertNotice(ctx: Ctx, file: TakenFile): Promise<{ id: string; isKnown: boolean }> {
  const id = ctx.newId()
  const { text, clear, reading } = file.read
  const { items: _, ...rest } = reading
  const made = await sql<{ id: string }>`
    insert into notice (id, organisation_id, region, reach, title, document_number, issuers, issued_on, addressees, kind,
      source, file_name, size, sha256, stored_as, text, text_sealed, reading, reader_version, created_by, created_at)
    select ${id}, o.id, o.region, o.reach, ${titleOf(reading, file.fileName)}, ${reading.documentNumber},
      ${[...reading.issuers]}, ${reading.issuedOn}, ${[...reading.addressees]}, ${reading.kind}, ${file.source},
      ${file.fileName}, ${file.size}, ${file.sha256}, ${file.storedAs}, ${text},
      ${clear === null ? null : ctx.keyring.seal(clear, textContext(id))}, ${JSON.stringify(rest)}::jsonb, ${readerVersion},
      ${ctx.user.id}, ${new Date(ctx.now())}
    from organisation o where o.id = ${ctx.user.organisationId}
    on conflict (organisation_id, sha256) where state <> 'withdrawn' do nothing returning id`.execute(ctx.db)
  if (made.rows[0]) return { id, isKnown: false }
  const known = await ctx.db
    .selectFrom('notice')
    .select('id')
    .where('organisationId', '=', ctx.user.organisationId)
    .where('sha256', '=', file.sha256)
    .where('state', '<>', 'withdrawn')
    .executeTakeFirst()
  if (!known) throw problem('access.no-appointment')
  return { id: known.id, isKnown: true }
}

/** A paper without a title is called by its file; a title longer than any paper's is cut. */
const titleOf = (reading: ReadDocument, fileName: string): string =>
  hideNumbers(reading.title.slice(0, 300)).toWellFormed() || fileName

const wholeNotice = (ctx: Ctx) =>
  ctx.db
    .selectFrom('notice')
    .innerJoin('organisation as office', 'office.id', 'notice.organisationId')
    .leftJoin('region as place', 'place.code', 'notice.region')
    .leftJoin('authUser as taker', 'taker.id', 'notice.createdBy')
    .leftJoin('authUser as confirmer', 'confirmer.id', 'notice.confirmedBy')
    .select(['notice.id', 'notice.organisationId', 'office.name as organisationName', 'notice.region'])
    .select(['place.name as regionName', 'notice.title', 'notice.documentNumber', 'notice.issuers'])
    .select(['notice.issuedOn', 'notice.addressees', 'notice.kind', 'notice.state', 'notice.version'])
    .select([
      'notice.source',
      'notice.fileName',
      'notice.size',
      'notice.createdAt',
      'taker.name as createdByName',
    ])
    .select(['notice.confirmedAt', 'confirmer.name as confirmedByName', 'notice.sentAt'])

/** A notice in reach with its masked text. Problem 'request.not-found'. */
export async function getNotice(ctx: Ctx, id: string) {
  const found = await wholeNotice(ctx)
    .select(['notice.text', 'notice.reading', 'notice.readerVersion', 'notice.storedAs', 'notice.sha256'])
    .where('notice.id', '=', id)
    .where(noticeInReach(ctx))
    .executeTakeFirst()
  if (!found) throw problem('request.not-found')
  return { ...found, reading: found.reading as unknown as NoticeReading }
}

/** The text of a notice in clear; the caller has written down why. */
export async function openText(ctx: Ctx, id: string): Promise<string> {
  const found = await ctx.db
    .selectFrom('notice')
    .select(['text', 'textSealed'])
    .where('id', '=', id)
    .where(noticeInReach(ctx))
    .executeTakeFirst()
  if (!found) throw problem('request.not-found')
  const { text, textSealed } = found
  return textSealed ? ctx.keyring.open(textSealed, textContext(id)).toString('utf8') : text
}

/** The orders a list can be read in; `-` turns one round. */
export const noticeSorts = [
  ...(['title', 'issued', 'received', 'office', 'state'] as const),
  ...(['-title', '-issued', '-received', '-office', '-state'] as const),
] as const

/** What a list of notices is narrowed to, and its order. */
export interface NoticeFilter {
  state?: NoticeState | undefined
  from?: 'own' | 'above' | undefined
  title?: string | undefined
  sort?: (typeof noticeSorts)[number] | undefined
}

const sorted: Readonly<Record<string, RawBuilder<unknown>>> = {
  title: sql`notice.title`,
  issued: sql`notice.issued_on`,
  received: sql`notice.created_at`,
  office: sql`office.name`,
  state: sql`notice.state`,
}

const noticeWhere = (ctx: Ctx, { state, from, title }: NoticeFilter) => sql<boolean>`${noticeInReach(ctx)}
    and ${state ? sql`notice.state = ${state}` : sql`notice.state <> 'withdrawn'`}
    and ${from === 'own' ? sql`notice.organisation_id = ${ctx.user.organisationId}` : sql`true`}
    and ${from === 'above' ? sql`notice.sent_at is not null and notice.region <> ${ctx.user.region}` : sql`true`}
    and ${title ? sql`(position(${title} in notice.title) > 0 or position(${title} in coalesce(notice.document_number, '')) > 0)` : sql`true`}`

/** How many notices in reach a filter finds. */
export async function countNotices(ctx: Ctx, filter: NoticeFilter): Promise<number> {
  const { count } = await ctx.db
    .selectFrom('notice')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where(noticeWhere(ctx, filter))
    .executeTakeFirstOrThrow()
  return Number(count)
}

const listed = (ctx: Ctx, { sort = '-received', ...filter }: NoticeFilter) =>
  wholeNotice(ctx)
    .select(sql<number>`jsonb_array_length(notice.reading -> 'personalData')`.as('personal'))
    .select(sql<number>`jsonb_array_length(notice.reading -> 'doubts')`.as('doubts'))
    .select(countItems(sql`i.state <> 'rejected'`).as('items'))
    .select(countItems(sql`i.state = 'proposed'`).as('undecided'))
    .where(noticeWhere(ctx, filter))
    .orderBy(sorted[sort.replace('-', '')]!, (order) =>
      (sort.startsWith('-') ? order.desc() : order.asc()).nullsLast(),
    )
    .orderBy('notice.createdAt', 'desc')
    .orderBy('notice.id')

/** Notices in reach, the newest first unless another order is asked for, with how far each is decided. */
export const listNotices = async (
  ctx: Ctx,
  filter: NoticeFilter,
  { offset, limit }: { offset: number; limit: number },
) => ({
  total: await countNotices(ctx, filter),
  rows: await listed(ctx, filter).offset(offset).limit(limit).execute(),
})

type NoticeRow = Awaited<ReturnType<typeof listNotices>>['rows'][number]

/** All of them, in the same order. */
export const readNotices = (ctx: Ctx, filter: NoticeFilter): AsyncGenerator<NoticeRow> =>
  readAll(ctx, sql<NoticeRow>`${listed(ctx, filter)}`)

const countItems = (which: ReturnType<typeof sql>) =>
  sql<number>`(select count(*)::int from notice_item i where i.notice_id = notice.id and ${which})`

/** A notice of one's own office, locked. Problems 'request.not-found', 'notice.not-yours', 'notice.changed'. */
export async function lockNotice(ctx: Ctx, id: string, version?: number) {
  const found = await ctx.db
    .selectFrom('notice')
    .select(['id', 'organisationId', 'region'])
    .where('id', '=', id)
    .where(noticeInReach(ctx))
    .executeTakeFirst()
  if (!found) throw problem('request.not-found')
  if (found.organisationId !== ctx.user.organisationId) throw problem('notice.not-yours')
  // Read under the lock: whoever waited for it must not quote a text that was masked meanwhile.
  const locked = await ctx.db
    .selectFrom('notice')
    .select(['state', 'version', 'text', 'reading', 'sentAt'])
    .select(['title', 'documentNumber', 'issuers', 'addressees', 'fileName'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!locked) throw problem('request.not-found')
  if (version !== undefined && locked.version !== version) throw problem('notice.changed')
  return { ...found, ...locked, reading: locked.reading as unknown as NoticeReading }
}

/** A notice that nobody else changes meanwhile. */
export type LockedNotice = Awaited<ReturnType<typeof lockNotice>>

/** Writes what became of a notice and counts its version up. */
export async function updateNotice(
  ctx: Ctx,
  id: string,
  change: Partial<About> & {
    state?: NoticeState
    confirmedBy?: string | null
    confirmedAt?: Date | null
    sentBy?: string | null
    sentAt?: Date | null
  },
): Promise<number> {
  const { version } = await ctx.db
    .updateTable('notice')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}
