import { isPlainDate } from '@zhucan/kernel'

/** A day however people write it: 2026-11-26, 2026/11/26, 20261126, 2026年11月26日; null when it is none. */
export function readTypedDay(typed: string): string | null {
  const text = typed.normalize('NFKC').trim()
  const parts =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?$/.exec(text)
  if (!parts) return null
  const [, year = '', month = '', day = ''] = parts
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isPlainDate(written) ? written : null
}
