import { PassThrough } from 'node:stream'
import { associationName, directoryFaults, faultHeading } from '@zhucan/catalogue'
import { addDays, type PlainDate, plainDate, problem } from '@zhucan/kernel'
import { rewriteWithFaults } from '@zhucan/sheets'
import type { Ctx } from '../platform/index.ts'
import { withPrivateFile } from '../platform/private-file.ts'
import { insertAssociations, insertFirstTerms, loadAssociations } from './directory-bulk.store.ts'
import { findImport, insertImport, openImport, setImportState } from './directory-import.store.ts'
import {
  endTerm,
  type Holder,
  insertTerm,
  loadInOffice,
  loadPlaces,
  type NewTerm,
  setPhone,
} from './organisations.store.ts'
import { type DirectoryEntry, type ReadDirectory, readDirectoryWorkbook } from './read-directory.ts'

/** What taking a workbook in would change, in counts. */
export interface DirectoryCounts extends Record<string, number> {
  rows: number
  faulty: number
  newAssociations: number
  newTerms: number
  replacedChairs: number
  unchanged: number
  /** In office today and not named by the file, in the villages it names; they stay as they are. */
  notInFile: number
}

const read = async (ctx: Ctx, bytes: Buffer, fileName: string): Promise<ReadDirectory> => {
  const places = await loadPlaces(ctx)
  return withPrivateFile(bytes, (path) => readDirectoryWorkbook(path, fileName, places))
}

/** Reads and checks a workbook, keeps it sealed, and says what it would change. */
export async function checkDirectory(ctx: Ctx, file: { bytes: Buffer; fileName: string }) {
  const found = await read(ctx, file.bytes, file.fileName)
  const counts = await countChanges(ctx, found)
  const faults = found.faults.slice(0, 2_000).map((f) => ({ ...f, column: f.column ?? '' }))
  const id = await insertImport(ctx, { ...file, counts, faults })
  return { id, counts, faults: faults.slice(0, 200) }
}

type Good = DirectoryEntry & { region: string }

/** The rows nothing is wrong with. */
function goodEntries({ entries, faults }: ReadDirectory): Good[] {
  const faulty = new Set(faults.map(({ row }) => row))
  return entries.flatMap((e) => (e.region === null || faulty.has(e.row) ? [] : [{ ...e, region: e.region }]))
}

async function countChanges(ctx: Ctx, found: ReadDirectory): Promise<DirectoryCounts> {
  const counts: DirectoryCounts = {
    rows: found.entries.length,
    faulty: new Set(found.faults.map(({ row }) => row)).size,
    newAssociations: 0,
    newTerms: 0,
    replacedChairs: 0,
    unchanged: 0,
    notInFile: 0,
  }
  const inOffice = byRegion(await loadInOffice(ctx))
  const known = await loadAssociations(ctx)
  for (const [region, entries] of villagesOf(goodEntries(found))) {
    const present = inOffice.get(region) ?? []
    if (present.length === 0 && !known.has(region)) counts.newAssociations++
    countVillage(counts, present, entries)
  }
  return counts
}

function countVillage(counts: DirectoryCounts, present: Holder[], entries: DirectoryEntry[]): void {
  const chair = present.find((h) => h.post === 'chair')
  const named = chairOf(entries)
  if (named && !chair) counts.newTerms++
  else if (named && chair && chair.name !== named.name) counts.replacedChairs++
  else if (named) counts.unchanged++
  const names = new Set(entries.flatMap((e) => (e.commissioner ? [e.commissioner.name] : [])))
  const holding = present.filter((h) => h.post === 'commissioner').map((h) => h.name)
  for (const name of names) {
    if (holding.includes(name)) counts.unchanged++
    else counts.newTerms++
  }
  counts.notInFile += holding.filter((name) => !names.has(name)).length
}

const chairOf = (entries: DirectoryEntry[]) => entries.find((e) => e.chair)?.chair ?? null

function villagesOf<E extends { region: string }>(entries: E[]): Map<string, E[]> {
  const villages = new Map<string, E[]>()
  for (const entry of entries) villages.set(entry.region, [...(villages.get(entry.region) ?? []), entry])
  return villages
}

const byRegion = (holders: (Holder & { organisationRegion: string })[]): Map<string, Holder[]> =>
  villagesOf(holders.map((h) => ({ ...h, region: h.organisationRegion })))

/** Takes the good rows in; who left is ended only where a new chair takes over. Problem 'directory.not-ready'. */
export async function applyDirectory(ctx: Ctx, id: string): Promise<{ id: string; counts: DirectoryCounts }> {
  const record = await findImport(ctx, id, true)
  if (record.state !== 'ready') throw problem('directory.not-ready')
  const found = await read(ctx, openImport(ctx, record), record.fileName)
  const counts = await countChanges(ctx, found)
  await applyVillages(ctx, villagesOf(goodEntries(found)))
  await setImportState(ctx, id, 'done')
  return { id, counts }
}

/** What the file says of villages whose association is recorded, and after that of those that have none yet. */
async function applyVillages(ctx: Ctx, villages: Map<string, Good[]>): Promise<void> {
  const inOffice = byRegion(await loadInOffice(ctx))
  const known = await loadAssociations(ctx)
  for (const [region, entries] of villages) {
    const id = known.get(region)
    if (id) await applyVillage(ctx, { id, region }, inOffice.get(region) ?? [], entries)
  }
  const names = new Map((await loadPlaces(ctx)).map(({ code, name }) => [code, name]))
  const fresh = [...villages].filter(([region]) => !known.has(region))
  const made = await insertAssociations(
    ctx,
    fresh.map(([region, entries]) => ({ region, name: nameOf(entries, names.get(region) ?? '') })),
  )
  await insertFirstTerms(
    ctx,
    fresh.flatMap(([region, entries]) =>
      firstTerms(ctx, entries).map((term) => ({ ...term, region, organisationId: made.get(region) ?? '' })),
    ),
  )
}

const nameOf = (entries: readonly DirectoryEntry[], village: string): string =>
  entries.find(({ association }) => association)?.association ??
  associationName.zh.replace('{village}', village)

/** The chair and the commissioners of a village that has nobody in office yet. */
function firstTerms(ctx: Ctx, entries: DirectoryEntry[]): NewTerm[] {
  const chair = chairOf(entries)
  const commissioners = entries.flatMap(({ commissioner }) => commissioner ?? [])
  return [
    ...(chair ? [{ post: 'chair' as const, ...chair, fromDay: plainDate(chair.fromDay ?? ctx.day()) }] : []),
    ...commissioners.map((one) => ({
      post: 'commissioner' as const,
      ...one,
      fromDay: one.fromDay ?? ctx.day(),
    })),
  ]
}

async function applyVillage(
  ctx: Ctx,
  association: { id: string; region: string },
  present: Holder[],
  entries: DirectoryEntry[],
): Promise<void> {
  const chair = present.find((h) => h.post === 'chair')
  const named = chairOf(entries)
  if (named && chair?.name !== named.name) {
    const fromDay = firstDayAfter(named.fromDay ?? ctx.day(), chair)
    if (chair) await endTerm(ctx, chair.id, addDays(fromDay, -1))
    await insertTerm(ctx, association, { post: 'chair', ...named, fromDay })
  } else if (named?.phone && chair) await setPhone(ctx, chair.id, named.phone)
  for (const { commissioner } of entries) {
    if (!commissioner) continue
    const known = present.find((h) => h.post === 'commissioner' && h.name === commissioner.name)
    if (known && commissioner.phone) await setPhone(ctx, known.id, commissioner.phone)
    if (known) continue
    const fromDay = commissioner.fromDay ?? ctx.day()
    await insertTerm(ctx, association, { post: 'commissioner', ...commissioner, fromDay })
  }
}

/** A new chair begins after the old one's first day, whatever the file says. */
function firstDayAfter(said: string, before: Holder | undefined): PlainDate {
  const earliest = before ? addDays(plainDate(before.fromDay), 1) : plainDate(said)
  return said < earliest ? earliest : plainDate(said)
}

/** The workbook again with what is wrong beside each row. */
export async function directoryFaultWorkbook(ctx: Ctx, id: string, locale: 'zh' | 'en'): Promise<Buffer> {
  const record = await findImport(ctx, id, false)
  const bytes = openImport(ctx, record)
  const found = await read(ctx, bytes, record.fileName)
  const output = new PassThrough()
  const chunks: Buffer[] = []
  output.on('data', (chunk: Buffer) => chunks.push(chunk))
  await withPrivateFile(bytes, (path) =>
    rewriteWithFaults(
      path,
      {
        faultsOf: (_sheet, row) =>
          found.faults
            .filter((f) => f.row === row)
            .map((f) => ({
              column: f.column === null ? null : (found.columns[f.column] ?? null),
              sentence: directoryFaults[f.code][locale],
            })),
        headerRowOf: (sheet) => (sheet === 0 ? found.headerRow : null),
      },
      output,
      { heading: faultHeading[locale], fileName: record.fileName },
    ),
  )
  return Buffer.concat(chunks)
}
