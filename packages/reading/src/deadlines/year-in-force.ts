import type { Sentence } from '../text/sentences.ts'

const planned = /下一?步|下阶段|明年|来年|计划|安排|打算|思路|要点|任务|目标|措施|谋划/

/** A plan is of the year its title names, though it is issued at the end of the one before. */
export function plannedFor(
  { title, textKind }: { readonly title: string; readonly textKind: string },
  issued: number,
): number {
  const named = [...new Set(yearsIn(title))]
  return textKind === 'plan' && named.length === 1 && named[0] === issued + 1 ? issued + 1 : issued
}

/** The year months count from below a heading: the one it names, or the one the title plans for, if that is to come. */
export function planYear(
  { title }: { readonly title: string },
  headings: string,
  year: number | null,
): number | null {
  if (year === null) return null
  const under = yearsIn(headings).at(-1)
  if (under !== undefined) return under === year + 1 ? under : year
  const named = [...new Set(yearsIn(title))]
  const latest = Math.max(...named, year)
  return latest === year + 1 && named.length > 1 && planned.test(headings) ? latest : year
}

/** 关于做好2025年工作的通知, issued in 2024: days that would be over are of that year. */
export function yearAhead(title: string, year: number | null): number | null {
  return year !== null && yearsIn(title).includes(year + 1) ? year + 1 : null
}

/** 2024—2026年 is a time and no year. */
function yearsIn(text: string): number[] {
  return [...text.matchAll(/(?<![\d—~至到-])((?:19|20)\d{2})年(?![—~至-]|度?(?:以来|度?总结))/g)].map(
    ([, one]) => Number(one),
  )
}

/** The year that holds in each sentence of a line: behind 2025年，… it is that one until another is named. */
export function yearsOf(sentences: readonly Sentence[], year: number | null): (number | null)[] {
  let current = year
  return sentences.map(({ text }) => {
    const before = current
    const opening =
      /^(?:[^，。；\d到至从自对]{0,4})?(?:((?:19|20)\d{2})年(?!\d|[—~至底末前-])|(明年|来年)[，，的])/.exec(
        text,
      )
    if (year !== null && opening) current = opening[2] === undefined ? Number(opening[1]) : year + 1
    if (year !== null && current !== null && (current < year || current > year + 1)) current = year
    return before
  })
}
