import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeIdNumber, plainDate } from '@zhucan/kernel'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { withLock } from './kept/index-folder.ts'
import { type MatchJob, matchFiles } from './match-files.ts'

const day = plainDate('2026-11-22')
const number = (n: number) => makeIdNumber('990101', plainDate('1950-03-07'), n % 990)
let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-bad-input-'))
  const lines = Array.from({ length: 900 }, (_, n) => `甲乙${n},${number(n)}`)
  writeFileSync(join(dir, 'register.csv'), `姓名,身份证号\n${lines.join('\n')}\n`)
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

function match(file: string | Buffer, more: Partial<MatchJob> = {}) {
  const path = join(dir, 'file.csv')
  writeFileSync(path, file)
  const places = { register: join(dir, 'register.csv'), file: path, out: join(dir, 'links.csv') }
  return matchFiles({ ...places, memory: '300MB', exactOnly: true, day, ...more })
}

const text = `姓名,身份证号\n甲,${number(1)}\n`
const marked = (encoding: 'utf16le', mark: number[]) =>
  Buffer.concat([Buffer.from(mark), Buffer.from(text, encoding)])

it('reads UTF-16 with its mark, either way round', async () => {
  const little = marked('utf16le', [0xff, 0xfe])
  expect((await match(little)).result.matched).toBe(1)
  expect((await match(Buffer.from(little).swap16())).result.matched).toBe(1)
})

it.each([
  // 姓名 and 身份證號 as Big5 has them.
  [
    'in Big5',
    Buffer.concat([
      Buffer.from([0xa9, 0x6d, 0xa6, 0x57, 0x2c, 0xa8, 0xad, 0xa5, 0xf7, 0xc3, 0xd2, 0xb8, 0xb9]),
      Buffer.from(`\n,${number(1)}\n`),
    ]),
  ],
  ['in UTF-16 without its mark', Buffer.from(text, 'utf16le')],
  ['of broken bytes', Buffer.from(Array.from({ length: 4000 }, (_, n) => 128 + ((n * 37) % 128)))],
])('refuses a file %s and leaves nothing', async (_what, bytes) => {
  await expect(match(bytes, { out: join(dir, 'never.csv') })).rejects.toMatchObject({ name: 'Problem' })
  expect(readdirSync(dir).filter((name) => name.startsWith('never'))).toEqual([])
})

it('tells when memory is out, and leaves the old links', async () => {
  writeFileSync(join(dir, 'old.csv'), 'old')
  const lines = Array.from({ length: 40_000 }, (_, n) => `甲${n},${number(n)}`)
  const run = match(`姓名,身份证号\n${lines.join('\n')}\n`, { out: join(dir, 'old.csv'), memory: '2MB' })
  await expect(run).rejects.toMatchObject({ code: 'analysis.out-of-memory' })
  expect(readFileSync(join(dir, 'old.csv'), 'utf8')).toBe('old')
})

it.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
  'tells when the disk is full, and leaves the old links',
  async () => {
    const small = join(dir, 'small')
    mkdirSync(small)
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', small]).status === 0
    // A container may forbid it even to root.
    if (!mounted) return
    try {
      writeFileSync(join(small, 'links.csv'), 'old')
      const lines = Array.from({ length: 5000 }, (_, n) => `甲${n},${number(n)}`)
      const run = match(`姓名,身份证号\n${lines.join('\n')}\n`, { out: join(small, 'links.csv') })
      await expect(run).rejects.toMatchObject({ code: 'analysis.disk-full' })
      expect(readdirSync(small)).toEqual(['links.csv'])
      expect(readFileSync(join(small, 'links.csv'), 'utf8')).toBe('old')
      expect(() => writeFileSync(join(small, 'full'), Buffer.alloc(64_000))).toThrow('ENOSPC')
      const kept = join(small, 'kept')
      await expect(withLock(kept, async () => undefined)).rejects.toMatchObject({ code: 'ENOSPC' })
      expect(readdirSync(kept), 'an index that could not be taken is not held').toEqual([])
    } finally {
      spawnSync('umount', [small])
    }
  },
)

it.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
  'tells when the temporary folder is full, leaves the old links and nothing else',
  async () => {
    const small = join(dir, 'temporary')
    mkdirSync(small)
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', small]).status !== 0) return
    vi.stubEnv('TMPDIR', small)
    try {
      const links = join(dir, 'stay.csv')
      writeFileSync(links, 'old')
      const lines = Array.from({ length: 120_000 }, (_, n) => `甲乙丙丁${n}某某某,${n}${number(n)}`)
      const run = match(`姓名,身份证号\n${lines.join('\n')}\n`, { out: links, memory: '24MB' })
      await expect(run).rejects.toMatchObject({ code: 'analysis.disk-full' })
      expect(readFileSync(links, 'utf8')).toBe('old')
      expect(readdirSync(small)).toEqual([])
      expect(readdirSync(dir).filter((name) => name.endsWith('.part'))).toEqual([])
    } finally {
      vi.unstubAllEnvs()
      spawnSync('umount', [small])
    }
  },
)
