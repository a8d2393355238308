import { useFormat, useT } from '@zhucan/ui'

const dayPattern = /^\d{4}-\d{2}-\d{2}$/

/** Writes a registered value for reading; lists are joined, days written out, nothing is shown as a word. */
export function useFieldValue(): (value: unknown) => string {
  const t = useT()
  const format = useFormat()
  const write = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return t('word.unknown')
    if (typeof value === 'boolean') return t(value ? 'word.yes' : 'word.no')
    if (typeof value === 'number') return String(value)
    if (Array.isArray(value)) return value.map(write).join(', ')
    if (typeof value === 'object') return Object.values(value).map(write).join(' ')
    const text = String(value)
    return dayPattern.test(text) ? format.day(text) : text
  }
  return write
}
