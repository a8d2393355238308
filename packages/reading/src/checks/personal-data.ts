import { maskName } from '@zhucan/kernel'
import type { PersonalDatum } from '../document.ts'
import { type FlatText, placeOf } from '../text/flat-text.ts'
import { contactText } from './contact-text.ts'
import { type Found, nameBefore, namesAskedFor, namesBesideLabels, namesInColumns } from './person-names.ts'
import { finders } from './personal-numbers.ts'

type Kind = PersonalDatum['kind']

interface Mark extends Found {
  readonly kind: Kind
  readonly masked: string
}

const numbersOfPersons: ReadonlySet<Kind> = new Set([
  'mobile',
  'phone',
  'id-number',
  'disability-certificate',
])

/** Finds numbers of people, where they live, how they are reached, and names beside 联系人 and the like. */
export function findPersonalData(flat: FlatText): PersonalDatum[] {
  const { text, origin } = contactText(flat)
  const marks: Mark[] = []
  const taken = new Uint8Array(text.length)
  const add = (mark: Mark) => {
    for (let at = mark.start; at < mark.end; at += 1) if (taken[at]) return
    taken.fill(1, mark.start, mark.end)
    marks.push(mark)
  }
  for (const { kind, pattern, mask, accepts } of finders)
    for (const match of text.matchAll(pattern)) {
      const value = match[0]
      if (accepts && !accepts(value, text.slice(match.index + value.length, match.index + value.length + 6)))
        continue
      add({ kind, start: match.index, end: match.index + value.length, masked: mask(value) })
    }
  const beside = marks
    .filter(({ kind }) => numbersOfPersons.has(kind))
    .flatMap(({ start }) => nameBefore(text, start) ?? [])
  const named = [...namesBesideLabels(text), ...namesInColumns(text), ...namesAskedFor(text), ...beside]
  for (const place of named)
    add({ kind: 'name', ...place, masked: maskName(text.slice(place.start, place.end).replaceAll(' ', '')) })
  return marks
    .sort((a, b) => a.start - b.start)
    .map(({ kind, start, end, masked }) => ({
      kind,
      ...placeOf(flat, origin[start]!, origin[end - 1]! + 1),
      masked,
    }))
}
