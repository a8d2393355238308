import type { PaperState, PaperTable } from '@zhucan/db'
import { problem } from '@zhucan/kernel'
import { type BoundFigure, type Paper, type PaperKind, type PaperNumber, paperContext } from '@zhucan/papers'
import { type RawBuilder, sql, type Updateable } from 'kysely'
import { readAll } from '../platform/cursor.store.ts'
import { type Ctx, regionInReach } from '../platform/index.ts'

const fileContext = (id: string): string => `paper-file:${id}`

/** Drafts are seen by the office that writes them; what is issued by everybody above it as well. */
const visible = (ctx: Ctx) =>
  sql<boolean>`(${regionInReach(ctx, 'paper.region')}
    and (paper.organisation_id = ${ctx.user.organisationId} or paper.state = 'issued'))`

const columns = (ctx: Ctx) =>
  ctx.db
    .selectFrom('paper')
    .innerJoin('organisation as office', 'office.id', 'paper.organisationId')
    .leftJoin('authUser as changer', 'changer.id', 'paper.changedBy')
    .select(['paper.id', 'paper.kind', 'paper.state', 'paper.version', 'paper.title', 'paper.organ'])
    .select(['paper.numberYear', 'paper.number', 'paper.changedAt', 'paper.issuedOn', 'paper.organisationId'])
    .select(['office.name as organisationName', 'changer.name as changedByName'])

/** One paper in a list. */
export type PaperRow = Awaited<ReturnType<typeof listPapers>>[number]

/** The orders a list can be read in; `-` turns one round. */
export const paperSorts = [
  ...(['title', 'kind', 'office', 'changed', 'issued', 'state'] as const),
  ...(['-title', '-kind', '-office', '-changed', '-issued', '-state'] as const),
] as const

/** What a list of papers is narrowed to, and its order. */
export interface PaperFilter {
  state?: PaperState | undefined
  kind?: PaperKind | undefined
  sort?: (typeof paperSorts)[number] | undefined
}

const sorted: Readonly<Record<string, RawBuilder<unknown>>> = {
  title: sql`paper.title`,
  kind: sql`paper.kind`,
  office: sql`office.name`,
  changed: sql`paper.changed_at`,
  issued: sql`paper.issued_on`,
  state: sql`array_position(array['draft', 'reviewed', 'issued', 'withdrawn'], paper.state)`,
}

const listed = (ctx: Ctx, { state, kind, sort = '-changed' }: PaperFilter) =>
  columns(ctx)
    .where(visible(ctx))
    .where(state ? sql<boolean>`paper.state = ${state}` : sql<boolean>`paper.state <> 'withdrawn'`)
    .$if(kind !== undefined, (query) => query.where('paper.kind', '=', kind!))
    .orderBy(sorted[sort.replace('-', '')]!, (order) =>
      (sort.startsWith('-') ? order.desc() : order.asc()).nullsLast(),
    )
    .orderBy('paper.changedAt', 'desc')
    .orderBy('paper.id')

/** One page of the papers of a state or kind, the newest first unless another order is asked for. */
export const listPapers = (
  ctx: Ctx,
  filter: PaperFilter,
  { offset, limit }: { offset: number; limit: number },
) => listed(ctx, filter).offset(offset).limit(limit).execute()

/** All of them, in the same order. */
export const readPapers = (ctx: Ctx, filter: PaperFilter): AsyncGenerator<PaperRow> =>
  readAll(ctx, sql<PaperRow>`${listed(ctx, filter)}`)

/** How many there are. */
export async function countPapers(ctx: Ctx, filter: PaperFilter): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from ${listed(ctx, filter)} as found`.execute(ctx.db)
  return Number(rows[0]?.count ?? 0)
}

/** One paper whole. Problem 'paper.not-found'. */
export async function getPaper(ctx: Ctx, id: string) {
  const found = await columns(ctx)
    .select(['paper.sealed', 'paper.figures', 'paper.source', 'paper.sha256', 'paper.size'])
    .select(['paper.madeBy', 'paper.changedBy', 'paper.region'])
    .where('paper.id', '=', id)
    .where(visible(ctx))
    .executeTakeFirst()
  if (!found) throw problem('paper.not-found')
  const { sealed, figures, ...row } = found
  const content = JSON.parse(ctx.keyring.openText(sealed, paperContext(id))) as Omit<Paper, 'figures'>
  return { ...row, paper: { ...content, figures: figures as Record<string, BoundFigure> } satisfies Paper }
}

/** The office's own paper, locked at the version that was seen. Problems 'paper.not-found', 'paper.changed'. */
export async function lockPaper(ctx: Ctx, id: string, version: number) {
  const locked = await ctx.db
    .selectFrom('paper')
    .select(['id', 'version'])
    .where('id', '=', id)
    .where('organisationId', '=', ctx.user.organisationId)
    .where(visible(ctx))
    .forUpdate()
    .executeTakeFirst()
  if (!locked) throw problem('paper.not-found')
  if (locked.version !== version) throw problem('paper.changed')
  return getPaper(ctx, id)
}

/** Keeps a new draft of the user's office. */
export async function insertPaper(ctx: Ctx, paper: Paper, source: Record<string, unknown>): Promise<string> {
  const id = ctx.newId()
  const at = new Date(ctx.now())
  await ctx.db
    .insertInto('paper')
    .values({
      id,
      organisationId: ctx.user.organisationId,
      region: ctx.user.region,
      kind: paper.kind,
      title: paper.title,
      source: JSON.stringify(source),
      ...sealedBody(ctx, id, paper),
      madeBy: ctx.user.id,
      madeAt: at,
      changedBy: ctx.user.id,
      changedAt: at,
    })
    .execute()
  await insertEvent(ctx, id, 'make')
  return id
}

function sealedBody(ctx: Ctx, id: string, { figures, ...content }: Paper) {
  return {
    sealed: ctx.keyring.seal(JSON.stringify(content), paperContext(id)),
    figures: JSON.stringify(figures),
  }
}

/** Writes a paper anew; who wrote is who changed it last. */
export async function updateWritten(ctx: Ctx, id: string, paper: Paper): Promise<number> {
  return updatePaper(ctx, id, {
    title: paper.title,
    ...sealedBody(ctx, id, paper),
    changedBy: ctx.user.id,
    changedAt: new Date(ctx.now()),
  })
}

/** Changes a paper and gives its new version. */
export async function updatePaper(ctx: Ctx, id: string, to: Updateable<PaperTable>): Promise<number> {
  const { version } = await ctx.db
    .updateTable('paper')
    .set({ ...to, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}

/** The next number of the office in a year; the row stays locked until the paper is written, so none is ever left out. */
export async function takeNumber(ctx: Ctx, organ: string, year: number): Promise<PaperNumber> {
  const { rows } = await sql<{ last: number }>`
    insert into paper_number (organisation_id, region, organ, year, last)
    values (${ctx.user.organisationId}, ${ctx.user.region}, ${organ}, ${year}, 1)
    on conflict (organisation_id, organ, year) do update set last = paper_number.last + 1 returning last`.execute(
    ctx.db,
  )
  return { organ, year, number: rows[0]!.last }
}

/** What is written at the moment of issue, once. */
export interface Issue {
  paper: Paper
  bytes: Uint8Array
  sha256: Buffer
  issuedOn: string
}

/** Makes a paper final. */
export async function markIssued(
  ctx: Ctx,
  id: string,
  { paper, bytes, sha256, issuedOn }: Issue,
): Promise<number> {
  const { number } = paper
  return updatePaper(ctx, id, {
    state: 'issued',
    title: paper.title,
    ...sealedBody(ctx, id, paper),
    issuedBy: ctx.user.id,
    issuedAt: new Date(ctx.now()),
    issuedOn,
    organ: number!.organ,
    numberYear: number!.year,
    number: number!.number,
    fileSealed: ctx.keyring.seal(bytes, fileContext(id)),
    sha256,
    size: bytes.byteLength,
  })
}

/** The bytes of an issued paper; null while it is none. */
export async function openFile(ctx: Ctx, id: string): Promise<Buffer | null> {
  const found = await ctx.db
    .selectFrom('paper')
    .select('fileSealed')
    .where('id', '=', id)
    .where(visible(ctx))
    .executeTakeFirst()
  if (!found) throw problem('paper.not-found')
  return found.fileSealed === null ? null : ctx.keyring.open(found.fileSealed, fileContext(id))
}

/** Adds a line to the history. */
export async function insertEvent(
  ctx: Ctx,
  paperId: string,
  action: string,
  more: { note?: string; details?: Record<string, unknown> } = {},
): Promise<void> {
  await ctx.db
    .insertInto('paperEvent')
    .values({
      id: ctx.newId(),
      paperId,
      at: new Date(ctx.now()),
      actorId: ctx.user.id,
      actorName: ctx.user.name,
      action,
      note: more.note || null,
      details: JSON.stringify(more.details ?? {}),
    })
    .execute()
}

/** The history of a paper the caller has opened. */
export const listEvents = (ctx: Ctx, paperId: string) =>
  ctx.db
    .selectFrom('paperEvent')
    .select(['at', 'actorId', 'actorName', 'action', 'note', 'details'])
    .where('paperId', '=', paperId)
    .orderBy('at')
    .orderBy('id')
    .execute()

/** A kept paper as other files of this feature see it. */
export type KeptPaper = Awaited<ReturnType<typeof getPaper>>
