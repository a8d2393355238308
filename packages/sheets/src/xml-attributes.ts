/** `read` met the end of the text before the tag's own end. */
export const pending = -1
/** What stands in the tag is no attribute. */
export const malformed = -2

const mostAttributes = 128
const space = 32
const doubleQuote = 34
const singleQuote = 39
const slash = 47
const lessThan = 60
const equals = 61
const greaterThan = 62

/** The attributes of the tag read last; one list serves a whole part, because a sheet has millions of tags. */
export interface AttributeList {
  /** Reads from behind a tag's name; gives the place behind its `>`, or `pending`, or `malformed`. */
  read(text: string, from: number): number
  /** Raw value by full name, or by the ending of the name where `name` begins with a colon. */
  raw(name: string): string | undefined
}

/** An empty list to be used again and again. */
export function createAttributeList(): AttributeList {
  /** Four numbers for each attribute: begin and end of its name, begin and end of its value. */
  const places = new Int32Array(mostAttributes * 4)
  let text = ''
  let count = 0
  return {
    read(source, from) {
      text = source
      count = 0
      let at = skipSpace(text, from)
      for (;;) {
        const code = text.charCodeAt(at)
        if (code === greaterThan) return at + 1
        if (code === slash) return endOfEmptyTag(text, at)
        if (count === mostAttributes) return malformed
        at = readAttribute(text, at, places, count * 4)
        if (at < 0) return at
        count += 1
      }
    },
    raw(name) {
      for (let i = 0; i < count * 4; i += 4) {
        const begin = name.charCodeAt(0) === 58 ? places[i + 1]! - name.length : places[i]!
        if (places[i + 1]! - begin !== name.length || begin < places[i]! || !text.startsWith(name, begin))
          continue
        return text.slice(places[i + 2]!, places[i + 3]!)
      }
      return undefined
    },
  }
}

function endOfEmptyTag(text: string, at: number): number {
  if (at + 1 === text.length) return pending
  return text.charCodeAt(at + 1) === greaterThan ? at + 2 : malformed
}

/** Notes one attribute's places; gives the place of the next, or why there is none. */
function readAttribute(text: string, from: number, places: Int32Array, slot: number): number {
  const nameEnd = endOfName(text, from)
  let at = skipSpace(text, nameEnd)
  if (at === text.length) return pending
  if (nameEnd === from || text.charCodeAt(at) !== equals) return malformed
  at = skipSpace(text, at + 1)
  if (at === text.length) return pending
  const quote = text.charCodeAt(at)
  if (quote !== doubleQuote && quote !== singleQuote) return malformed
  const end = text.indexOf(quote === doubleQuote ? '"' : "'", at + 1)
  if (end < 0) return pending
  places[slot] = from
  places[slot + 1] = nameEnd
  places[slot + 2] = at + 1
  places[slot + 3] = end
  return skipSpace(text, end + 1)
}

/** Place behind a name: at a space, `=`, `/`, `>`, `<` or the end of the text. */
export function endOfName(text: string, from: number): number {
  let at = from
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code <= space || code === equals || code === slash || code === greaterThan || code === lessThan) break
  }
  return at
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charCodeAt(at) <= space) at += 1
  return at
}
