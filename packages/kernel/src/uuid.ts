/** Makes a UUID version 7 (RFC 9562): sorts by the moment it was made; `random` gives n random bytes. */
export function uuidv7(nowMs: number, random: (n: number) => Uint8Array): string {
  const time = Math.floor(nowMs).toString(16).padStart(12, '0')
  const bytes = random(10)
  bytes[0] = 0x70 | (bytes[0]! & 0x0f)
  bytes[2] = 0x80 | (bytes[2]! & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`
}
