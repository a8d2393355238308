import type { ColumnDefinition } from './define-file.ts'

const yearMonth = /(20\d{2})\s*年\s*(\d{1,2})\s*月|(20\d{2})[-.]?(0[1-9]|1[0-2])(?!\d)/
const year = /(20\d{2})(?!\d)/

/** What a title such as 秦山县2026年10月护理补贴发放名册 says about a column that the list lacks; null = nothing, or two things. */
export function titleValue(column: ColumnDefinition, title: string): string | null {
  const text = title.normalize('NFKC')
  if (column.kind === 'month') return monthIn(text)
  if (column.kind === 'integer') return year.exec(text)?.[1] ?? null
  return column.kind === 'choice' ? choiceIn(column, text) : null
}

function monthIn(text: string): string | null {
  const parts = yearMonth.exec(text)
  return parts ? `${parts[1] ?? parts[3]}${(parts[2] ?? parts[4]!).padStart(2, '0')}` : null
}

/** The longest word wins, so that 低保边缘 is not taken for 低保; a second value elsewhere makes it doubtful. */
function choiceIn(column: ColumnDefinition, text: string): string | null {
  const words = (column.choices ?? [])
    .flatMap(({ value, label, aliases }) => [label.zh, ...aliases].map((word) => ({ value, word })))
    .filter(({ word }) => word.length >= 2 && /\p{Script=Han}{2}/u.test(word))
    .sort((a, b) => b.word.length - a.word.length)
  const best = words.find(({ word }) => text.includes(word))
  if (best === undefined) return null
  const rest = text.replaceAll(best.word, ' ')
  return words.some(({ value, word }) => value !== best.value && rest.includes(word)) ? null : best.word
}
