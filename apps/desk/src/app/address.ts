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

/** A path of this site and nothing else, so that a link cannot send a signed-in person elsewhere. */
export function ownPath(path: string | undefined): string {
  return path && /^\/(?![/\\])/.test(path) ? path : '/'
}
