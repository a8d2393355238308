import type { MessageKey } from '@zhucan/i18n'
import { useFormat, useT } from '@zhucan/ui'
import type { Reading } from './health.queries.ts'

const megabyte = 1024 ** 2
const gigabyte = 1024 ** 3
const bytes = new Set(['free', 'total', 'bytes', 'process'])

/** A reading in words: what is so, and, unless it is good, what to do. */
export function useReadingWords() {
  const t = useT()
  const format = useFormat()
  return ({ id, state, values }: Reading): { what: string; todo: string | null } => {
    const words = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, worded(name, value)]),
    )
    const isNever = id === 'backup' && values.last === null
    const what = t((isNever ? 'health.backup.never' : `health.${id}.what`) as MessageKey, words)
    const toldApart = id === 'keys' ? t(`health.keys.${state === 'good' ? 'apart' : 'same'}`) : what
    return { what: toldApart, todo: state === 'good' ? null : t(`health.${id}.todo` as MessageKey, words) }
  }

  function worded(name: string, value: string | number | null): string | number {
    if (value === null) return ''
    if (typeof value === 'string') return name === 'last' ? format.moment(value) : value
    if (!bytes.has(name)) return value
    const isLarge = value >= gigabyte
    const size = isLarge ? Number((value / gigabyte).toFixed(1)) : Math.round(value / megabyte)
    return `${format.number(size)} ${isLarge ? 'GB' : 'MB'}`
  }
}
