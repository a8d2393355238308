import { afterAll, describe, expect, it } from 'vitest'
import { foreignFiles } from './foreign-files.ts'
import { amplifiers } from './hostile-amplifiers.ts'
import { bombs, type HostileFile, markup, sheets, zips } from './hostile-files.ts'
import { startChild } from './read-in-child.ts'
import { makeScratch, problemOf, readAll } from './scratch.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())

const limitsOf: Partial<Record<string, object>> = {
  'file above the size limit': { maxBytes: 1000 },
  'zip that unpacks to more than it may': { maxUnpackedBytes: 8_000_000 },
  'a sheet that takes too long': { deadlineMs: 1 },
}

// One process for each kind: its peak memory stands for the dearest file it has read so far.
const limited = startChild()
const unlimited = startChild()
afterAll(() => {
  limited.stop()
  unlimited.stop()
})

/** Each file costs less than 5 s and 256 MB, the run-time's own 60 to 70 MB included. */
async function refused({ name, bytes, code }: HostileFile): Promise<void> {
  const path = scratch.write(scratch.freshName('.xlsx'), bytes())
  const outcome = await limited.read(path, limitsOf[name])
  expect(outcome.code).toBe(code)
  expect(outcome.seconds).toBeLessThan(5)
  expect(outcome.megabytes).toBeLessThan(256)
}

/** The must-fail twin: without the limit, or without the sting, the same file is not refused in this way. */
async function passesTwin({ bytes, lifted, harmless, liftedCode }: HostileFile): Promise<void> {
  expect(lifted ?? harmless).toBeDefined()
  const path = scratch.write(scratch.freshName('.xlsx'), harmless ? harmless() : bytes())
  const outcome = await unlimited.read(path, lifted)
  expect(outcome.code).toBe(liftedCode ?? null)
  if (outcome.code === null) expect(outcome.rows).toBeGreaterThan(0)
}

describe.each([
  ['bombs', bombs],
  ['amplifiers', amplifiers],
  ['markup', markup],
  ['sheets', sheets],
  ['zips', zips],
])('hostile %s', (_, files) => {
  it.each(files)('$name is refused as $code', refused)
  it.each(files)('$name, without its sting, is read', passesTwin)
})

describe('files of another kind', () => {
  it.each(foreignFiles)('$name is called $code', async ({ bytes, code }) => {
    const path = scratch.write(scratch.freshName('.xlsx'), bytes)
    expect((await problemOf(readAll(path)))?.code).toBe(code)
  })
})
