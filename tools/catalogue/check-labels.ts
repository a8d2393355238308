/** Finds every label below a value and says which language is missing or misplaced in it. */
export function checkLabels(value: unknown, place: string, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return []
  if ('zh' in value || 'en' in value) return checkLabel(value, `${place}: ${path.slice(1)}`)
  return Object.entries(value).flatMap(([key, each]) => checkLabels(each, place, `${path}.${key}`))
}

function checkLabel({ zh, en }: { zh?: unknown; en?: unknown }, place: string): string[] {
  const faults: string[] = []
  if (typeof zh !== 'string' || zh.trim() === '') faults.push(`${place} has no zh text`)
  if (typeof en !== 'string' || en.trim() === '') faults.push(`${place} has no en text`)
  else if (/\p{Script=Han}/u.test(en)) faults.push(`${place} has Chinese in its en text`)
  return faults
}
