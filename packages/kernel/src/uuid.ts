const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Makes a UUID version 7 (RFC 9562): sorts by the moment it was made; `random` gives n random bytes of the caller's own. */
export function uuidv7(nowMs: number, random: (n: number) => Uint8Array): string {
  const time = Math.floor(nowMs).toString(16).padStart(12, '0')
  const bytes = random(10)
  bytes[0] = 0x70 | (bytes[0]! & 0x0f)
  bytes[2] = 0x80 | (bytes[2]! & 0x3f)
  let hex = ''
  for (let i = 0; i < 10; i++) hex += hexOf[bytes[i]!]
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`
}
