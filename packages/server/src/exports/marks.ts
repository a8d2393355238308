import { openWorkbook } from '@zhucan/sheets'

/** Four characters that take no room and that every office program keeps; two bits each. */
const symbols = ['\u200b', '\u200c', '\u200d', '\u2060'] as const
const bytesOfMark = 17
const symbolsOfMark = bytesOfMark * 4
const runs = new RegExp(`[${symbols.join('')}]{${symbolsOfMark},}`, 'g')

/** The id of an export as characters that are not seen: 16 bytes of the id and one that proves them. */
export function invisibleMark(exportId: string): string {
  const id = Buffer.from(exportId.replaceAll('-', ''), 'hex')
  return [...id, proof(id)]
    .map((byte) =>
      [byte >> 6, (byte >> 4) & 3, (byte >> 2) & 3, byte & 3].map((two) => symbols[two]).join(''),
    )
    .join('')
}

/** Sets the mark behind the first character, where trimming does not reach it. */
export const marked = (text: string, mark: string): string => {
  const [first = '', ...rest] = Array.from(text)
  return first + mark + rest.join('')
}

/** The ids of all exports whose mark stands in a text, however it was cut or resorted; each once. */
export function readMarks(text: string): string[] {
  const found = new Set<string>()
  for (const [run] of text.matchAll(runs)) {
    for (let start = 0; start + symbolsOfMark <= run.length; start++) {
      const id = decode(run.slice(start, start + symbolsOfMark))
      if (id === null) continue
      found.add(id)
      start += symbolsOfMark - 1
    }
  }
  return [...found]
}

/** The exports that a leaked xlsx or csv comes from. */
export async function identifyExports(path: string): Promise<string[]> {
  const found = new Set<string>()
  const workbook = await openWorkbook(path)
  try {
    for (const { index } of workbook.sheets) {
      for await (const { cells } of workbook.rows(index)) {
        for (const cell of cells) for (const id of readMarks(cell?.text ?? '')) found.add(id)
      }
    }
  } finally {
    await workbook.close()
  }
  return [...found]
}

function decode(text: string): string | null {
  const bytes = Buffer.alloc(bytesOfMark)
  for (let i = 0; i < symbolsOfMark; i++) {
    const two = symbols.indexOf(text[i] as (typeof symbols)[number])
    bytes[i >> 2] = (bytes[i >> 2]! << 2) | two
  }
  const id = bytes.subarray(0, 16)
  if (bytes[16] !== proof(id)) return null
  return id.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
}

const proof = (id: Uint8Array): number => id.reduce((sum, byte, i) => (sum + byte * (2 * i + 1)) & 255, 90)
