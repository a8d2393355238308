import { PassThrough } from 'node:stream'
import { associationName, directoryFaults, faultHeading } from '@zhucan/catalogue'
import { addDays, type PlainDate, plainDate, problem } from '@zhucan/kernel'
import { rewriteWithFaults } from '@zhucan/sheets'
import type { Ctx } from '../platform/index.ts'
import { withPrivateFile } from '../platform/private-file.ts'
import { findImport, insertImport, openImport, setImportState } from './directory-import.store.ts'
import {
  endTerm,
  findAssociation,
  type Holder,
  insertOffice,
  insertTerm,
  loadInOffice,
  loadPlaces,
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

/** The rows nothing is wrong with. */
function goodEntries({ entries, faults }: ReadDirectory): (DirectoryEntry & { region: string })[] {
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
  for (const [region, entries] of villagesOf(goodEntries(found))) {
    const present = inOffice.get(region) ?? []
    if (present.length === 0 && !(await findAssociation(ctx, region))) counts.newAssociations++
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
  const inOffice = byRegion(await loadInOffice(ctx))
  const villages = new Map((await loadPlaces(ctx)).map((p) => [p.code, p.name]))
  for (const [region, entries] of villagesOf(goodEntries(found))) {
    const name =
      entries.find((e) => e.association)?.association ??
      associationName.zh.replace('{village}', villages.get(region) ?? '')
    const known = await findAssociation(ctx, region)
    const association = known?.id ?? (await insertOffice(ctx, { name, kind: 'village-association', region }))
    await applyVillage(ctx, { id: association, region }, inOffice.get(region) ?? [], entries)
  }
  await setImportState(ctx, id, 'done')
  return { id, counts }
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
