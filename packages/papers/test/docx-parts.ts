import { strFromU8, unzipSync } from 'fflate'

/** The parts of a .docx file as text. */
export const partsOf = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, data]) => [path, strFromU8(data)]))

/** One attribute of the first such element; '' where there is none. */
export function attribute(xml: string, element: string, name: string): string {
  const found = new RegExp(`<w:${element}\\b[^>]*?\\bw:${name}="([^"]*)"`).exec(xml)
  return found?.[1] ?? ''
}

/** The paragraph that holds a text. */
export function paragraphWith(xml: string, text: string): string {
  const found = xml.split('<w:p>').find((paragraph) => paragraph.includes(text))
  if (found === undefined) throw new Error(`no paragraph holds ${text}`)
  return found
}
