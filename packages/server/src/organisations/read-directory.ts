import {
  type DirectoryColumnName,
  type DirectoryFault,
  directoryColumns,
  noWords,
  sexWords,
  yesWords,
} from '@zhucan/catalogue'
import { normaliseName, parseLooseDate, problem } from '@zhucan/kernel'
import { findHeader, openWorkbook, type SheetRow } from '@zhucan/sheets'

/** What is wrong with one row. */
export interface RowFaultCode {
  row: number
  column: DirectoryColumnName | null
  code: DirectoryFault
}

/** One row as it was understood; `region` is null where no village was found. */
export interface DirectoryEntry {
  row: number
  region: string | null
  association: string | null
  chair: { name: string; fromDay: string | null; phone: string | null } | null
  commissioner: {
    name: string
    sex: 'male' | 'female' | null
    fromDay: string | null
    phone: string | null
    paySource: string | null
    isCertificateHolder: boolean | null
  } | null
}

/** A workbook as it was read: where its header stands, which columns it has, its rows and their faults. */
export interface ReadDirectory {
  headerRow: number
  columns: Partial<Record<DirectoryColumnName, number>>
  entries: DirectoryEntry[]
  faults: RowFaultCode[]
}

/** A place that rows may mean. */
export interface Place {
  code: string
  name: string
  level: number
}

const invisible = /[\u200b-\u200d\u2060\ufeff]/g
const clean = (text: string): string => text.replaceAll(invisible, '').normalize('NFKC').trim()
const bare = (text: string): string => clean(text).replaceAll(/[\s()（）]/g, '')

const names = Object.keys(directoryColumns) as DirectoryColumnName[]
const known = new Map<string, DirectoryColumnName>(
  names.flatMap((name) => {
    const { label, aliases } = directoryColumns[name]
    return [label.zh, label.en, ...aliases].map((heading): [string, DirectoryColumnName] => [
      bare(heading),
      name,
    ])
  }),
)

/** Reads the first sheet of a directory workbook. Problem 'directory.no-columns'. */
export async function readDirectoryWorkbook(
  path: string,
  fileName: string,
  places: Place[],
): Promise<ReadDirectory> {
  const workbook = await openWorkbook(path, { fileName })
  try {
    const rows: SheetRow[] = []
    for await (const row of workbook.rows(0)) rows.push(row)
    const headerRow = findHeader(rows.slice(0, 20), (cell) => known.has(bare(cell)))
    const header = rows.find((r) => r.row === headerRow)
    const columns = header ? columnsOf(header) : {}
    if (headerRow === null || !isDirectory(columns)) throw problem('directory.no-columns')
    const body = rows.filter((r) => r.row > headerRow)
    return { headerRow, columns, ...readRows(body, columns, placeFinder(places)) }
  } finally {
    await workbook.close()
  }
}

function columnsOf({ cells }: SheetRow): Partial<Record<DirectoryColumnName, number>> {
  const columns: Partial<Record<DirectoryColumnName, number>> = {}
  cells.forEach((cell, i) => {
    const name = known.get(bare(cell?.text ?? ''))
    if (name && columns[name] === undefined) columns[name] = i
  })
  return columns
}

const isDirectory = (c: Partial<Record<DirectoryColumnName, number>>): boolean =>
  (c.regionCode !== undefined || c.village !== undefined) &&
  (c.chair !== undefined || c.commissioner !== undefined)

type Say = (column: DirectoryColumnName | null, code: DirectoryFault) => void

function readRows(rows: SheetRow[], columns: ReadDirectory['columns'], find: ReturnType<typeof placeFinder>) {
  const faults: RowFaultCode[] = []
  const chairs = new Map<string, string>()
  const seen = new Set<string>()
  const entries = rows.flatMap(({ row, cells }): DirectoryEntry[] => {
    const text = (name: DirectoryColumnName) => clean(cells[columns[name] ?? -1]?.text ?? '')
    const say: Say = (column, code) => faults.push({ row, column, code })
    const region = find(text('regionCode'), text('township'), text('village'), say)
    const chair = readChair(text, say)
    const commissioner = readCommissioner(text, say)
    if (!chair && !commissioner) say(null, 'nobody-named')
    if (region && chair) {
      if ((chairs.get(region) ?? chair.name) !== chair.name) say('chair', 'two-chairs')
      chairs.set(region, chair.name)
    }
    const key = `${region}|${chair?.name ?? ''}|${commissioner?.name ?? ''}`
    if (seen.has(key)) say(null, 'row-twice')
    seen.add(key)
    return [{ row, region, association: text('association') || null, chair, commissioner }]
  })
  return { entries, faults }
}

/** Finds the village a row means: by its code, or by its name with the township where the name alone is not enough. */
function placeFinder(places: Place[]) {
  const byCode = new Map(places.map((p) => [p.code, p]))
  const villages = new Map<string, Place[]>()
  for (const place of places.filter((p) => p.level === 5)) {
    const name = shortName(place.name)
    villages.set(name, [...(villages.get(name) ?? []), place])
  }
  return (code: string, township: string, village: string, say: Say): string | null => {
    if (code !== '') {
      const place = byCode.get(code.padEnd(12, '0'))
      if (place?.level === 5) return place.code
      say('regionCode', place ? 'region-not-village' : 'region-unknown')
      return null
    }
    const named = villages.get(shortName(village)) ?? []
    const inTownship = named.filter((v) => {
      const above = byCode.get(v.code.slice(0, 9).padEnd(12, '0'))
      return township === '' || (above && shortName(above.name) === shortName(township))
    })
    if (inTownship.length === 1) return inTownship[0]!.code
    say('village', inTownship.length === 0 ? 'region-unknown' : 'region-ambiguous')
    return null
  }
}

/** 「东街社区居委会」 and 「东街社区」 are the same place. */
const shortName = (name: string): string => bare(name).replace(suffixes, '') || bare(name)
const suffixes =
  /(?:\u6751\u59d4\u4f1a|\u5c45\u59d4\u4f1a|\u6751\u6c11\u59d4\u5458\u4f1a|\u5c45\u6c11\u59d4\u5458\u4f1a|\u793e\u533a|\u6751)+$/

type Text = (name: DirectoryColumnName) => string

function readChair(text: Text, say: Say): DirectoryEntry['chair'] {
  const name = readName(text('chair'), 'chair', say)
  if (!name) return null
  return {
    name,
    fromDay: readDay(text('chairFrom'), 'chairFrom', say),
    phone: readPhone(text('chairPhone'), 'chairPhone', say),
  }
}

function readCommissioner(text: Text, say: Say): DirectoryEntry['commissioner'] {
  const name = readName(text('commissioner'), 'commissioner', say)
  if (!name) return null
  const holder = text('isHolder').toLowerCase()
  return {
    name,
    sex: sexWords[text('commissionerSex').toLowerCase()] ?? null,
    fromDay: readDay(text('commissionerFrom'), 'commissionerFrom', say),
    phone: readPhone(text('commissionerPhone'), 'commissionerPhone', say),
    paySource: text('paySource').slice(0, 60) || null,
    isCertificateHolder: yesWords.includes(holder) ? true : noWords.includes(holder) ? false : null,
  }
}

function readName(raw: string, column: DirectoryColumnName, say: Say): string | null {
  if (raw === '') return null
  const name = normaliseName(raw)
  if (!/\d/.test(name) && name.length >= 2 && name.length <= 30) return name
  say(column, 'name-invalid')
  return null
}

function readDay(raw: string, column: DirectoryColumnName, say: Say): string | null {
  const { date, fault } = parseLooseDate(raw)
  if (fault) say(column, 'day-invalid')
  return date
}

function readPhone(raw: string, column: DirectoryColumnName, say: Say): string | null {
  const phone = raw.replaceAll(/[\s-]/g, '')
  if (phone === '') return null
  if (/^\+?\d{7,14}$/.test(phone)) return phone
  say(column, 'phone-invalid')
  return null
}
