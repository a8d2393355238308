import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type ExportKind, exportColumns, exportKinds, watermarkText } from '@zhucan/catalogue'
import { openStream, sealStream } from '@zhucan/crypto'
import { dayInShanghai, Problem, problem } from '@zhucan/kernel'
import { createWorkbookWriter, writeCsv } from '@zhucan/sheets'
import {
  type Ctx,
  housekeeper,
  inSession,
  insertAudit,
  loadExportPolicy,
  type Server,
  spendExport,
  type User,
} from '../platform/index.ts'
import { exportScope } from './export-scope.ts'
import { invisibleMark, marked } from './marks.ts'
import { type ExportRecord, getOwn, moveRequest, takeExpired } from './requests.store.ts'
import { openSource } from './requests.ts'
import type { ExportCell, ExportSource } from './source.ts'

const pathOf = (server: Server, id: string): string => join(server.dataDir, 'exports', id)
const contextOf = (id: string): string => `export:${id}`
const dayMs = 86_400_000

/** Makes the file of a request as the one who asked, with the rights they have now; done twice it does nothing the second time. */
export async function makeExport(server: Server, exportId: string, user: User): Promise<void> {
  try {
    await inSession(server, user, (ctx) => make(ctx, exportId))
  } catch (error) {
    await rm(pathOf(server, exportId), { force: true })
    await inSession(server, user, (ctx) => keepFailure(ctx, exportId, error))
  }
}

async function make(ctx: Ctx, exportId: string): Promise<void> {
  const record = await getOwn(ctx, exportId)
  if (record.state !== 'making') return
  // The approver said yes to these rows and no more.
  const { source, filter } = openSource(ctx, record as Parameters<typeof openSource>[1])
  if ((await source.count(ctx, filter)) > record.rows) throw problem('export.grown')
  const { rows, hash } = await writeFile(ctx, record, source, filter)
  if (rows > record.rows) throw problem('export.grown')
  if (record.needsApproval) {
    const numbers = record.withNumbers ? rows * source.numbersPerRow : 0
    await spendExport(ctx, { way: 'file', rows, fileRows: rows, numbers, approved: true })
  }
  const days = (await loadExportPolicy(ctx))('file-days')
  await moveRequest(ctx, exportId, 'making', {
    state: 'ready',
    madeRows: rows,
    contentHash: hash,
    expiresAt: new Date(ctx.now() + days * dayMs),
  })
  await insertAudit(ctx, {
    action: 'export.made',
    subjectKind: 'export',
    subjectId: exportId,
    details: { what: record.what, rows, withNumbers: record.withNumbers, contentHash: hash.toString('hex') },
  })
}

/** Ends an export that nobody may make any more: whoever asked has lost the office or the right. */
export async function giveUpExport(server: Server, exportId: string): Promise<void> {
  await inSession(server, housekeeper, (ctx) => keepFailure(ctx, exportId, problem('access.forbidden')))
}

async function keepFailure(ctx: Ctx, exportId: string, error: unknown): Promise<void> {
  const told = error instanceof Problem ? error : problem('server.fault')
  if (!(error instanceof Problem)) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    console.error(JSON.stringify({ level: 'error', exportId, fault: `${(error as Error).name} ${code}` }))
  }
  await moveRequest(ctx, exportId, 'making', {
    state: 'failed',
    problem: JSON.stringify({ code: told.code, params: told.params }),
  })
}

async function writeFile(
  ctx: Ctx,
  record: ExportRecord,
  source: ExportSource,
  filter: Record<string, unknown>,
) {
  await mkdir(join(ctx.dataDir, 'exports'), { recursive: true, mode: 0o700 })
  const hash = createHash('sm3')
  const plain = new PassThrough()
  plain.on('data', (chunk: Buffer) => hash.update(chunk))
  const kept = pipeline(
    plain,
    sealStream(ctx.keyring, contextOf(record.id)),
    createWriteStream(pathOf(ctx, record.id), { mode: 0o600 }),
  )
  kept.catch(() => undefined)
  const sheet = { columns: source.columns(record.withNumbers), count: 0 }
  const rows = markRows(record, source, sheet, source.rows(ctx, filter, record))
  if (record.format === 'csv') await writeAsCsv(plain, ctx, record, sheet.columns, rows)
  else await writeAsWorkbook(plain, ctx, record, sheet.columns, rows)
  await kept
  return { rows: sheet.count, hash: hash.digest() }
}

type ColumnName = keyof typeof exportColumns

async function* markRows(
  record: ExportRecord,
  source: ExportSource,
  sheet: { columns: ColumnName[]; count: number },
  rows: AsyncGenerator<ExportCell[]>,
) {
  const at = sheet.columns.indexOf(source.markIn)
  const mark = invisibleMark(record.id)
  for await (const row of rows) {
    sheet.count++
    yield row.map((cell, i) => (i === at ? marked(String(cell ?? '') || '-', mark) : cell))
  }
}

/** The line on top: who, when, what of, what for, which export. */
async function watermark(ctx: Ctx, { what, locale, purpose, id, filter }: ExportRecord): Promise<string> {
  const kind = what as ExportKind
  const scope = (await exportScope(ctx, kind, filter as Record<string, unknown>))[locale]
  const said = { who: ctx.user.name, when: dayInShanghai(ctx.now()), scope, purpose, id }
  return watermarkText(kind)[locale].replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => said[name as keyof typeof said] ?? '',
  )
}

async function writeAsCsv(
  stream: PassThrough,
  ctx: Ctx,
  record: ExportRecord,
  columns: ColumnName[],
  rows: AsyncGenerator<ExportCell[]>,
): Promise<void> {
  async function* lines() {
    yield [await watermark(ctx, record)]
    yield columns.map((name) => exportColumns[name][record.locale])
    yield* rows
  }
  await writeCsv(stream, lines())
}

async function writeAsWorkbook(
  stream: PassThrough,
  ctx: Ctx,
  record: ExportRecord,
  columns: ColumnName[],
  rows: AsyncGenerator<ExportCell[]>,
): Promise<void> {
  const writer = createWorkbookWriter(stream)
  const { locale, what } = record
  const sheet = writer.addSheet({
    name: exportKinds[what as keyof typeof exportKinds][locale],
    columns: columns.map((name) => ({ header: exportColumns[name][locale], width: 16 })),
    title: await watermark(ctx, record),
    freezeHeader: true,
  })
  for await (const row of rows) await sheet.row(row)
  await sheet.end()
  await writer.finish()
  stream.end()
}

/** The plain bytes of a made file. Problem 'export.gone' when it is no longer there. */
export async function openExport(server: Server, id: string): Promise<Readable> {
  const path = pathOf(server, id)
  await access(path).catch(() => {
    throw problem('export.gone')
  })
  return createReadStream(path).pipe(openStream(server.keyring, contextOf(id)))
}

/** Removes the files that are past their time; asked by nobody, everywhere. */
export async function removeExpired(server: Server): Promise<void> {
  const gone = await inSession(server, housekeeper, takeExpired)
  for (const id of gone) await rm(pathOf(server, id), { force: true })
}
