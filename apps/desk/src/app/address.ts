/** What may stand behind the question mark; absent and empty values are left out. */
export type SearchValues = Readonly<Record<string, string | number | undefined>>

/** Plain `a=b&c=d`, readable by people and the same as the server's own filters. */
export function writeSearch(values: SearchValues): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') params.set(name, String(value))
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

/** The other way; every value is text, to be judged by the page's own reader. */
export function readSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

/** A link inside the Desk or to the API. */
export function address(path: string, values: SearchValues = {}): string {
  return `${path}${writeSearch(values)}`
}

/** A page and what its address says. */
export interface PageState {
  readonly path: string
  readonly search: SearchValues
}

/**
 * Where a change leads: laid over the address as it is now, so that it does not undo what somebody quick chose since the
 * page was drawn. When the page is being left already, the link still leads where it said.
 */
export function changedAddress(now: PageState, drawn: PageState, change: SearchValues): string {
  const { path, search } = now.path === drawn.path ? now : drawn
  return address(path, { ...search, ...change })
}

/** A path of this site and nothing else, so that a link cannot send a signed-in person elsewhere. */
export function ownPath(path: string | undefined): string {
  return path && /^\/(?![/\\])/.test(path) ? path : '/'
}
