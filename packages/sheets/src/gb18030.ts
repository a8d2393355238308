/** Bytes of every BMP character, packed: two-byte codes as they are, four-byte codes as 32 bits; 0 = none. */
let table: Uint32Array | null = null

const firstSupplementary = 0x90308130

/**
 * Encodes text as GB18030. The table is the platform's own decoder turned round, so what is written is read back
 * as it was; that holds for the characters that moved in GB18030-2022, where encoding libraries differ.
 */
export function encodeGb18030(text: string): Buffer {
  table ??= invertDecoder()
  const bytes = Buffer.allocUnsafe(text.length * 4)
  let at = 0
  for (const character of text) {
    const point = character.codePointAt(0)!
    if (point < 0x80) at = bytes.writeUInt8(point, at)
    else if (point > 0xffff) at = bytes.writeUInt32BE(packFour(point - 0x10000, firstSupplementary), at)
    else at = writePacked(bytes, table[point] || 0x3f, at)
  }
  return bytes.subarray(0, at)
}

function writePacked(bytes: Buffer, code: number, at: number): number {
  if (code > 0xffff) return bytes.writeUInt32BE(code, at)
  return code > 0xff ? bytes.writeUInt16BE(code, at) : bytes.writeUInt8(code, at)
}

/** The n-th four-byte code behind `first`: its bytes count in steps of 10, 126, 10 and 126. */
function packFour(n: number, first: number): number {
  const fourth = n % 10
  const third = Math.floor(n / 10) % 126
  const second = Math.floor(n / 1260) % 10
  const lead = Math.floor(n / 12_600)
  return first + lead * 0x1000000 + second * 0x10000 + third * 0x100 + fourth
}

function invertDecoder(): Uint32Array {
  const inverted = new Uint32Array(0x10000)
  const four = Array.from({ length: 39_420 }, (_, n) => packFour(n, 0x81308130))
  const two: number[] = []
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) two.push(lead * 256 + trail)
  }
  // Two-byte codes come last: where the standard has both, the short one is what other programs expect.
  for (const codes of [four, two]) {
    const decoded = decodeLines(codes)
    codes.forEach((code, i) => {
      const character = decoded[i] ?? ''
      if (character.length === 1 && character !== '\ufffd') inverted[character.charCodeAt(0)] = code
    })
  }
  return inverted
}

function decodeLines(codes: readonly number[]): string[] {
  const bytes = Buffer.alloc(codes.length * 5)
  let at = 0
  for (const code of codes) at = bytes.writeUInt8(10, writePacked(bytes, code, at))
  return new TextDecoder('gb18030').decode(bytes.subarray(0, at)).split('\n')
}
