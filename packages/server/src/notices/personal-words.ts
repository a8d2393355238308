import { placesOfWords } from '@zhucan/kernel'
import { maskAs, type PersonalDatum, type PersonalKind } from '@zhucan/reading'
import { eachWords, hideAll, type Span } from './retell.ts'

/** A masked place of a notice; `by` tells those that a person masked from those that were recognised. */
export type MaskedPlace = PersonalDatum & { by?: 'clerk' }

const byPlace = (a: Span, b: Span) => a.start - b.start
const overlaps = (a: Span) => (b: Span) => a.start < b.end && b.start < a.end
const holds = (a: Span, b: Span) => a.start <= b.start && b.end <= a.end
/** Fewer characters than this mean nothing wherever else they stand. */
const shortestElsewhere = 2

/** Words to be masked, and whether wherever they stand. */
export interface WantedMask extends Span {
  kind: PersonalKind
  everywhere: boolean
}

/** What is masked once words are masked too; `added` are the new places. Nothing is added where all of it is masked already. */
export function withMask(
  clear: string,
  masked: readonly MaskedPlace[],
  wanted: WantedMask,
): { masked: MaskedPlace[]; added: Span[] } {
  const words = clear.slice(wanted.start, wanted.end)
  const isElsewhere = wanted.everywhere && words.replaceAll(/\s/g, '').length >= shortestElsewhere
  const places = isElsewhere ? placesOfWords(clear, words).filter((place) => !overlaps(wanted)(place)) : []
  const added = [{ start: wanted.start, end: wanted.end }, ...places]
    .filter((place) => !masked.some((known) => holds(known, place)))
    .map((place) => widened(masked, place))
  const kept = masked.filter((known) => !added.some(overlaps(known)))
  const made = added.map((place) => madeMask(clear, place, wanted.kind))
  return { masked: [...kept, ...made].sort(byPlace), added: added.sort(byPlace) }
}

/** A place with all masks that it cuts through. */
const widened = (masked: readonly MaskedPlace[], place: Span): Span => {
  const cut = masked.filter(overlaps(place))
  return {
    start: Math.min(place.start, ...cut.map(({ start }) => start)),
    end: Math.max(place.end, ...cut.map(({ end }) => end)),
  }
}

function madeMask(clear: string, { start, end }: Span, kind: PersonalKind): MaskedPlace {
  const words = clear.slice(start, end)
  const shown = maskAs(kind, words)
  // A mask that shows everything is none.
  return { kind, start, end, masked: shown === words ? '*'.repeat(words.length) : shown, by: 'clerk' }
}

/**
 * The masked places that hold the same words as one of them; that one alone unless all are wanted. What a person masked is
 * told from what was recognised, so that taking a mask back does not take that off too.
 */
export function sameWords(
  clear: string,
  masked: readonly MaskedPlace[],
  one: MaskedPlace,
  everywhere: boolean,
): MaskedPlace[] {
  if (!everywhere) return [one]
  const wanted = plainWords(clear, one)
  return masked.filter((place) => plainWords(clear, place) === wanted && (one.by === undefined || place.by))
}

const plainWords = (clear: string, { start, end }: Span): string =>
  clear.slice(start, end).normalize('NFKC').replaceAll(/\s/g, '')

/** Those of some words that stand in clear nowhere in a text: nothing taken from it may show them. */
export function goneWords(text: string, words: readonly string[]): string[] {
  return [...new Set(words)].filter(
    (one) => one.replaceAll(/\s/g, '').length >= shortestElsewhere && placesOfWords(text, one).length === 0,
  )
}

/** What a person writes beside a notice, with the words masked that its text masks everywhere. */
export function hideMasked<T>(
  said: T,
  { clear, text, masked }: { clear: string; text: string; masked: readonly Span[] },
): T {
  const written = JSON.stringify(said)
  const words = masked
    .map(({ start, end }) => clear.slice(start, end))
    .filter((one) => placesOfWords(written, one).length > 0)
  const gone = goneWords(text, words)
  return gone.length === 0 ? said : eachWords(said, (one) => hideAll(one, gone))
}
