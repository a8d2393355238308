import { files, headersOf, type SheetDefinition } from '@zhucan/catalogue'

const label = { zh: '', en: '' }

/** Columns of the catalogue, in the order of preference, that say one thing about the person of a row. */
const keys = {
  name: ['name'],
  sex: ['sex'],
  birth: ['birth'],
  region: ['hukouRegion', 'region'],
  residence: ['residenceRegion'],
  address: ['address'],
  phone: ['phone', 'personPhone', 'householdPhone'],
} as const

/** Headers in Latin letters that exports use. */
const more: Readonly<Partial<Record<keyof typeof keys, readonly string[]>>> = {
  birth: ['dob', 'birthday', 'dateofbirth'],
  phone: ['mobile', 'tel', 'telephone', 'phonenumber'],
  region: ['regioncode', 'hukou', 'hukoucode', 'villagecode'],
}
const levels = ['province', 'city', 'county', 'town', 'village'] as const

/**
 * What any list may say about a person, by every header the catalogue knows for it, so that the columns for linkage are
 * found in lists of any kind.
 */
export const identitySheet: SheetDefinition = {
  title: label,
  hints: [],
  columns: Object.fromEntries(
    Object.entries(keys).map(([role, wanted]) => [role, columnOf(role as keyof typeof keys, wanted)]),
  ),
}

function columnOf(role: keyof typeof keys, wanted: readonly string[]): SheetDefinition['columns'][string] {
  const known = wanted.flatMap((key) =>
    files
      .flatMap((file) => Object.values(file.sheets))
      .flatMap((sheet) => {
        const column = sheet.columns[key]
        return column === undefined ? [] : [{ key, column }]
      }),
  )
  const parts = levels.map((level, at) => [
    ...known.flatMap(({ column }) => column.parts?.[at] ?? []),
    ...(role === 'region' ? [level] : []),
  ])
  const inParts = new Set(parts.flat())
  const aliases = known.flatMap(({ key, column }) => headersOf(key, column))
  const kind = known[0]!.column.kind
  return {
    label,
    kind,
    aliases: [...aliases.filter((alias) => !inParts.has(alias)), ...(more[role] ?? [])],
    ...(kind === 'region' ? { parts } : {}),
  }
}
