import { problem } from '@zhucan/kernel'
import type { Limits, SheetInfo } from './sheet-model.ts'
import { createXmlFeed, type XmlAttributes, type XmlHandlers } from './xml-feed.ts'
import type { ZipArchive } from './zip-archive.ts'

/** Where the parts of one workbook lie and how its days are counted. */
export interface WorkbookPart {
  sheets: (SheetInfo & { part: string })[]
  date1904: boolean
  sharedStrings: string | null
  styles: string | null
}

interface Relation {
  target: string
  type: string
}

const mostSmallPartBytes = 64 * 1024 * 1024

/** Reads one small part whole through `handlers`. */
export async function readPart(
  archive: ZipArchive,
  part: string,
  handlers: XmlHandlers,
  limits: Limits,
): Promise<void> {
  if (archive.size(part) > mostSmallPartBytes) throw problem('sheet.too-large', { part })
  const feed = createXmlFeed(part, handlers, limits)
  for await (const chunk of archive.read(part)) feed.write(chunk)
  feed.end()
}

/** Finds the sheets of a workbook in tab order; links that lead out of the file are never followed. */
export async function readWorkbookPart(archive: ZipArchive, limits: Limits): Promise<WorkbookPart> {
  const main = await findMainPart(archive, limits)
  const relations = await readRelations(archive, main, limits)
  const found: Tab[] = []
  let date1904 = false
  await readPart(
    archive,
    main,
    {
      open(name, attributes) {
        if (name === 'workbookPr') date1904 = isOn(attributes.get('date1904'))
        else if (name === 'sheet') found.push(readTab(attributes))
        if (found.length > limits.maxSheets)
          throw problem('sheet.too-many-sheets', { limit: limits.maxSheets })
        return false
      },
    },
    limits,
  )
  return { ...locateParts(archive, relations), date1904, sheets: locateSheets(archive, found, relations) }
}

const isOn = (value: string | undefined) => value === '1' || value === 'true' || value === 'on'
const isHidden = (state: string | undefined) => state === 'hidden' || state === 'veryHidden'

interface Tab {
  name: string
  relation: string
  hidden: boolean
}

function readTab(attributes: XmlAttributes): Tab {
  const relation = attributes.get(':id') ?? ''
  return { name: attributes.get('name') ?? '', relation, hidden: isHidden(attributes.get('state')) }
}

function locateSheets(
  archive: ZipArchive,
  found: readonly Tab[],
  relations: ReadonlyMap<string, Relation>,
): WorkbookPart['sheets'] {
  const sheets: WorkbookPart['sheets'] = []
  for (const { name, relation, hidden } of found) {
    const target = relations.get(relation)
    if (target && !target.type.endsWith('/worksheet')) continue
    // Many tabs of one large part would be read as often as there are tabs; no program writes two.
    const isTaken = sheets.some(({ part }) => part.toLowerCase() === target?.target.toLowerCase())
    if (!target || isTaken || !archive.has(target.target))
      throw problem('sheet.broken-part', { part: 'workbook.xml' })
    sheets.push({ name, hidden, index: sheets.length, part: target.target })
  }
  if (sheets.length === 0) throw problem('sheet.empty')
  return sheets
}

function locateParts(archive: ZipArchive, relations: ReadonlyMap<string, Relation>) {
  const byType = (suffix: string) =>
    [...relations.values()].find((r) => r.type.endsWith(suffix) && archive.has(r.target))?.target ?? null
  return { sharedStrings: byType('/sharedStrings'), styles: byType('/styles') }
}

async function findMainPart(archive: ZipArchive, limits: Limits): Promise<string> {
  const root = archive.has('_rels/.rels')
    ? await readRelations(archive, '', limits)
    : new Map<string, Relation>()
  const named = [...root.values()].find((r) => r.type.endsWith('/officeDocument'))?.target
  for (const part of [named, 'xl/workbook.xml']) {
    if (part?.toLowerCase().endsWith('.xml') && archive.has(part)) return refuseOtherDocuments(part)
  }
  if (archive.has('xl/workbook.bin')) throw problem('sheet.is-xlsb')
  if (archive.has('mimetype') && archive.has('content.xml')) throw problem('sheet.is-ods')
  throw problem(archive.has('[Content_Types].xml') ? 'sheet.is-document' : 'sheet.is-archive')
}

function refuseOtherDocuments(part: string): string {
  if (/^(word|ppt|visio)\//i.test(part)) throw problem('sheet.is-document')
  return part
}

async function readRelations(
  archive: ZipArchive,
  owner: string,
  limits: Limits,
): Promise<Map<string, Relation>> {
  const slash = owner.lastIndexOf('/')
  const folder = owner.slice(0, slash + 1)
  const part = `${folder}_rels/${owner.slice(slash + 1)}.rels`
  const relations = new Map<string, Relation>()
  if (!archive.has(part)) return relations
  const open: XmlHandlers['open'] = (name, attributes) => {
    const [id, target] = [attributes.get('Id'), attributes.get('Target')]
    const isLink = name !== 'Relationship' || attributes.get('TargetMode') === 'External'
    if (!isLink && id && target) {
      relations.set(id, { target: resolvePart(folder, target), type: attributes.get('Type') ?? '' })
    }
    return false
  }
  await readPart(archive, part, { open }, limits)
  return relations
}

/** Part names are only looked up in the zip, so `..` can lead nowhere else. */
function resolvePart(folder: string, target: string): string {
  const path: string[] = []
  for (const piece of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (piece === '..') path.pop()
    else if (piece !== '' && piece !== '.') path.push(piece)
  }
  return path.join('/')
}
