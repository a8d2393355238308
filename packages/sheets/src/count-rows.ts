/** How often a text stands in a stream of bytes: enough to say how long a sheet will take, without reading its cells. */
export async function countText(chunks: AsyncIterable<Buffer>, text: string): Promise<number> {
  const wanted = Buffer.from(text)
  let count = 0
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk])
    let at = bytes.indexOf(wanted)
    while (at >= 0) {
      count += 1
      at = bytes.indexOf(wanted, at + wanted.length)
    }
    rest = bytes.subarray(Math.max(0, bytes.length - wanted.length + 1))
  }
  return count
}
