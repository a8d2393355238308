import { open } from 'node:fs/promises'

const sampleBytes = 1024 * 1024
/** A word that stands in every row says no more than once. */
const fewestDifferent = 6

/** How the different two-byte characters of a text look in the two encodings that share their bytes. */
interface Pairs {
  all: number
  /** Common characters or signs of Big5. */
  inBig5: number
  /** Characters or signs that GB 2312 has: nearly all of a simplified text. */
  inGb2312: number
  /** No character of Big5 at all. */
  foreign: number
}

/**
 * Whether a text that is no UTF-8 is in Big5: what it holds are common characters there, and as GB18030 mostly characters
 * that nobody writes. Traditional text in GB18030 is full of bytes that Big5 does not have.
 */
export async function looksLikeBig5(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0)
    return isBig5(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}

/** The same of bytes. */
export function isBig5(bytes: Uint8Array): boolean {
  const { all, inBig5, inGb2312, foreign } = countPairs(bytes)
  return all >= fewestDifferent && foreign * 200 <= all && inBig5 >= all * 0.9 && inGb2312 < all * 0.6
}

function countPairs(bytes: Uint8Array): Pairs {
  const seen = new Set<number>()
  const pairs: Pairs = { all: 0, inBig5: 0, inGb2312: 0, foreign: 0 }
  for (let at = 0; at + 1 < bytes.length; at += 1) {
    const lead = bytes[at]!
    if (lead < 0x80) continue
    at += 1
    const trail = bytes[at]!
    if (seen.size === seen.add(lead * 256 + trail).size) continue
    pairs.all += 1
    if (!isIn(lead, 0xa1, 0xf9) || !(isIn(trail, 0x40, 0x7e) || isIn(trail, 0xa1, 0xfe))) pairs.foreign += 1
    else if (lead <= 0xc6) pairs.inBig5 += 1
    if (trail >= 0xa1 && (isIn(lead, 0xb0, 0xf7) || isIn(lead, 0xa1, 0xa3))) pairs.inGb2312 += 1
  }
  return pairs
}

const isIn = (byte: number, from: number, to: number) => byte >= from && byte <= to
