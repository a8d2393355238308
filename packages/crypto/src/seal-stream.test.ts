import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { describe, expect, test } from 'vitest'
import { keyringOf, openStream, sealStream } from './keyring.ts'

const ring = keyringOf({ root: randomBytes(32), seals: [randomBytes(32)] })
const chunk = 65_536
const record = chunk + 16
const header = 21
const context = 'import/1/file'

async function seal(plain: Buffer): Promise<Buffer> {
  return buffer(Readable.from([plain]).pipe(sealStream(ring, context)))
}

/** Opens in pieces of the given size; gives the plain bytes or the code of the Problem. */
async function open(sealed: Buffer, piece = 50_000, under = context): Promise<Buffer | string> {
  const pieces = Array.from({ length: Math.ceil(sealed.length / piece) }, (_, i) =>
    sealed.subarray(i * piece, (i + 1) * piece),
  )
  const opener = openStream(ring, under)
  const plain = buffer(opener).catch((error: { code: string }) => error.code)
  await pipeline(Readable.from(pieces), opener).catch(() => undefined)
  return plain
}

describe('a sealed stream', () => {
  test.each([0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk, 200_000])(
    'of %i bytes opens again',
    async (length) => {
      const plain = randomBytes(length)
      const sealed = await seal(plain)
      expect(sealed.length).toBe(header + length + 16 * Math.max(1, Math.ceil(length / chunk)))
      expect(await open(sealed)).toEqual(plain)
    },
  )

  test.each([1, 7, 65_552, 1_000_000])('may come in pieces of %i bytes', async (piece) => {
    const plain = randomBytes(piece === 1 ? 2000 : 150_000)
    expect(await open(await seal(plain), piece)).toEqual(plain)
  })

  test('shows nothing of its content', async () => {
    expect((await seal(Buffer.from('990101199001011230'.repeat(100)))).includes('990101')).toBe(false)
  })

  test('opens only in its context', async () => {
    expect(await open(await seal(randomBytes(10)), 50_000, 'import/2/file')).toBe('seal.broken')
  })
})

describe('a damaged stream', () => {
  const plain = randomBytes(2 * chunk + 100)
  const sealed = seal(plain)

  test('cut between records or inside the header is truncated', async () => {
    for (const end of [0, 5, 20, header, header + record, header + 2 * record]) {
      expect(await open((await sealed).subarray(0, end)), `cut at ${end}`).toBe('seal.truncated')
    }
  })

  test('cut inside a record is refused', async () => {
    for (const end of [header + 5, header + 100, header + record - 1, (await sealed).length - 1]) {
      expect(await open((await sealed).subarray(0, end)), `cut at ${end}`).toMatch(
        /^seal\.(broken|truncated)$/,
      )
    }
  })

  test('with records swapped, doubled or left out is broken', async () => {
    const bytes = await sealed
    const [head, one, two, last] = [0, header, header + record, header + 2 * record].map((start, i) =>
      bytes.subarray(start, i === 0 ? header : i === 3 ? bytes.length : start + record),
    ) as [Buffer, Buffer, Buffer, Buffer]
    for (const parts of [
      [head, two, one, last],
      [head, one, one, last],
      [head, one, last],
      [head, one, one, two, last],
    ]) {
      expect(await open(Buffer.concat(parts))).toBe('seal.broken')
    }
  })

  test('with bytes added is broken', async () => {
    expect(await open(Buffer.concat([await sealed, Buffer.alloc(1)]))).toBe('seal.broken')
    expect(await open(Buffer.concat([await sealed, await sealed]))).toBe('seal.broken')
  })

  test('with any byte changed is refused', async () => {
    const small = await seal(randomBytes(40))
    for (let at = 0; at < small.length; at++) {
      const changed = Buffer.from(small)
      changed[at] = changed[at]! ^ 1
      expect(await open(changed), `byte ${at}`).toMatch(/^(seal\.broken|key\.unknown)$/)
    }
  })

  test('gives out no byte of a record that does not verify', async () => {
    const changed = Buffer.from(await sealed)
    changed[header + record + 5] = changed[header + record + 5]! ^ 1
    const opener = openStream(ring, context)
    const given: Buffer[] = []
    opener.on('data', (data: Buffer) => given.push(data)).on('error', () => undefined)
    await pipeline(Readable.from([changed]), opener).catch(() => undefined)
    expect(Buffer.concat(given).length).toBeLessThanOrEqual(chunk)
  })
})
