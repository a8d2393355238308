/** A list with a part of its address changed: another filter or order begins at the first page, other columns do not. */
export function changedList<Search extends { readonly page?: number | undefined }>(part: Search) {
  const isOfColumns = Object.keys(part).every((name) => name === 'hide')
  return (before: Search): Search => ({ ...before, ...(!isOfColumns && { page: undefined }), ...part })
}

/** What the router hands to a page's reader: unknown values by name. */
export type RawSearch = Record<string, unknown>

/** A text of at most 60 characters, or nothing. */
export function textParam(raw: RawSearch, name: string): string | undefined {
  const value = raw[name]
  return typeof value === 'string' && value !== '' && value.length <= 60 ? value : undefined
}

/** One of the given words, or nothing. */
export function choiceParam<T extends string>(
  raw: RawSearch,
  name: string,
  choices: readonly T[],
): T | undefined {
  return choices.find((choice) => choice === raw[name])
}

/** A whole number from 1, or nothing. */
export function countParam(raw: RawSearch, name: string): number | undefined {
  const value = Number(raw[name])
  return Number.isInteger(value) && value >= 1 ? value : undefined
}

/** A 12-digit region code, or nothing. */
export function regionParam(raw: RawSearch, name: string): string | undefined {
  const value = textParam(raw, name)
  return value && /^\d{12}$/.test(value) ? value : undefined
}
