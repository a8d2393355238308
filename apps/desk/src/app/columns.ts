import { type ColumnDefinition, type FileDefinition, files } from '@zhucan/catalogue'
import { pick } from '@zhucan/i18n'
import { isPlainDate } from '@zhucan/kernel'
import { useFormat, useSpeech, useT } from '@zhucan/ui'
import { useDisabilityNames, useSexName } from './labels.tsx'

const columnsOf = (file: FileDefinition) => Object.values(file.sheets).map((sheet) => sheet.columns)

/** The definition of a column: of the given kind of file, else of any kind that has one of that name. */
export function findColumn(fileType: string | null, key: string): ColumnDefinition | undefined {
  const own = files.filter((file) => file.id === fileType)
  return [...own, ...files].flatMap(columnsOf).find((columns) => Object.hasOwn(columns, key))?.[key]
}

/** Where a column stands in its kind of file, to show values in the order people know; unknown ones come last. */
export function columnOrder(fileType: string | null, key: string): number {
  const own = files.filter((file) => file.id === fileType).flatMap(columnsOf)
  const place = own.flatMap((columns) => Object.keys(columns)).indexOf(key)
  return place === -1 ? Number.MAX_SAFE_INTEGER : place
}

/** The name of a column in the reader's language; its key when it is unknown. */
export function useColumnName(): (fileType: string | null, key: string) => string {
  const { locale } = useSpeech()
  return (fileType, key) => {
    const column = findColumn(fileType, key)
    return column ? pick(column.label, locale) : key
  }
}

/** Writes a stored value as its column says: choices by their label, fen as yuan, 202611 as a month. */
export function useWrittenValue(): (fileType: string | null, key: string, value: unknown) => string {
  const t = useT()
  const format = useFormat()
  const sexName = useSexName()
  const names = useDisabilityNames()
  const byKind = (column: ColumnDefinition, value: string | number | boolean): string | undefined => {
    const number = Number(value)
    const choice = column.choices?.find((one) => one.value === value)
    if (choice) return format.label(choice.label)
    if (column.kind === 'money' && Number.isInteger(number)) return format.money(number)
    if (column.kind === 'month' && number > 190_000) return format.month(number)
    if (column.kind === 'sex') return sexName(String(value))
    if (column.kind === 'category') return names.category(String(value))
    if (column.kind === 'level') return names.level(number)
    return undefined
  }
  const write = (fileType: string | null, key: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return t('word.unknown')
    if (Array.isArray(value)) return value.map((one) => write(fileType, key, one)).join(', ')
    if (typeof value === 'object') {
      return Object.entries(value)
        .map(([part, one]) => write(fileType, part, one))
        .join(' ')
    }
    if (typeof value === 'boolean') return t(value ? 'word.yes' : 'word.no')
    const text = String(value)
    const column = findColumn(fileType, key)
    const known = column && byKind(column, typeof value === 'number' ? value : text)
    return known || (isPlainDate(text) ? format.day(text) : text)
  }
  return write
}
