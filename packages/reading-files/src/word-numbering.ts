import { chineseNumeral } from '@zhucan/reading'
import type { XmlAttributes } from '@zhucan/sheets'

/** How one level of a numbered list is printed. */
interface Level {
  start: number
  format: string
  text: string
}

/** Prints the labels Word adds by itself: 一、, （一）, 1. */
export interface WordNumbering {
  /** The label of the next paragraph at this place of the list; '' where it has none. */
  next(listId: string, level: number): string
}

/** Handlers for `word/numbering.xml`, and the numbering they fill. */
export function createWordNumbering() {
  const abstract = new Map<string, Level[]>()
  const lists = new Map<string, string>()
  const counters = new Map<string, number[]>()
  let levels: Level[] = []
  let level: Level = { start: 1, format: '', text: '' }
  let listId = ''
  const open = (name: string, attributes: XmlAttributes): boolean => {
    const value = attributes.get(':val') ?? ''
    if (name === 'abstractNum') {
      levels = []
      abstract.set(attributes.get(':abstractNumId') ?? '', levels)
    } else if (name === 'lvl') {
      level = { start: 1, format: '', text: '' }
      levels.push(level)
    } else if (name === 'start') level.start = Number(value) || 1
    else if (name === 'numFmt') level.format = value
    else if (name === 'lvlText') level.text = value
    else if (name === 'num') listId = attributes.get(':numId') ?? ''
    else if (name === 'abstractNumId') lists.set(listId, value)
    return false
  }
  const next = (id: string, at: number): string => {
    const all = abstract.get(lists.get(id) ?? '')
    const own = all?.[at]
    if (!all || !own || own.format === 'bullet' || own.format === 'none') return ''
    const key = lists.get(id) ?? id
    const counts = counters.get(key) ?? []
    counts[at] = (counts[at] ?? own.start - 1) + 1
    counts.length = at + 1
    counters.set(key, counts)
    return own.text.replace(/%(\d)/g, (_, digit: string) => {
      const index = Number(digit) - 1
      return printed(counts[index] ?? all[index]?.start ?? 1, all[index]?.format ?? 'decimal')
    })
  }
  return { handlers: { open }, numbering: { next } satisfies WordNumbering }
}

function printed(count: number, format: string): string {
  if (/chinese|ideograph|japaneseCounting|taiwanese/i.test(format)) return chineseNumeral(count)
  if (/^decimalEnclosedCircle/.test(format) && count <= 20) return String.fromCodePoint(0x245f + count)
  return String(count)
}
