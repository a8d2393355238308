import type { PlainDate } from '@zhucan/kernel'
import type { Random } from '../random.ts'

/** A day the way somebody happened to type it. */
export function typedDate(date: PlainDate, random: Random): string {
  const [year, month, day] = date.split('-') as [string, string, string]
  const style = random.next()
  if (style < 0.5) return date
  if (style < 0.7) return `${year}.${Number(month)}.${Number(day)}`
  if (style < 0.85) return `${year}${month}${day}`
  return style < 0.95
    ? `${year}/${Number(month)}/${Number(day)}`
    : `${year}年${Number(month)}月${Number(day)}日`
}
