import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addSealKey } from './key-files.ts'
import { loadKeyring } from './keyring.ts'

let base: string
let folder: string

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'zhucan-keys-'))
  folder = join(base, 'keys')
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)

test('makes keys only when asked, readable by the owner only', async () => {
  await expect(loadKeyring(folder, { create: false })).rejects.toMatchObject({ code: 'key.not-found' })
  const made = await loadKeyring(folder, { create: true })
  expect(mode(folder)).toBe('700')
  expect(readdirSync(folder).sort()).toEqual(['root.key', 'seal-0001.key'])
  for (const name of readdirSync(folder)) expect(mode(join(folder, name))).toBe('600')
  const again = await loadKeyring(folder, { create: false })
  expect(again.openText(made.seal('x', 'c'), 'c')).toBe('x')
})

test('asking again changes nothing', async () => {
  const first = await loadKeyring(folder, { create: true })
  const second = await loadKeyring(folder, { create: true })
  expect(second.id).toBe(first.id)
})

test('never makes a part of the keys anew', async () => {
  await loadKeyring(folder, { create: true })
  rmSync(join(folder, 'root.key'))
  await expect(loadKeyring(folder, { create: true })).rejects.toMatchObject({ code: 'key.not-found' })
})

test.each([
  ['folder', 0o750],
  ['folder', 0o701],
  ['root.key', 0o640],
  ['seal-0001.key', 0o604],
])('refuses when others may reach the %s (%i)', async (name, wide) => {
  await loadKeyring(folder, { create: true })
  const path = name === 'folder' ? folder : join(folder, name)
  chmodSync(path, wide)
  const refusal = { code: 'key.open-to-others', params: { file: path, mode: wide.toString(8) } }
  await expect(loadKeyring(folder, { create: false })).rejects.toMatchObject(refusal)
  await expect(loadKeyring(folder, { create: true })).rejects.toMatchObject(refusal)
})

test('does not put keys into an open folder', async () => {
  mkdirSync(folder, { mode: 0o755 })
  chmodSync(folder, 0o755)
  await expect(loadKeyring(folder, { create: true })).rejects.toMatchObject({ code: 'key.open-to-others' })
  expect(readdirSync(folder)).toEqual([])
})

test('notices a damaged key file', async () => {
  await loadKeyring(folder, { create: true })
  const path = join(folder, 'seal-0001.key')
  const content = readFileSync(path, 'utf8')
  const damaged = (content[0] === '0' ? '1' : '0') + content.slice(1)
  for (const bad of [damaged, content.slice(0, 40), '']) {
    writeFileSync(path, bad)
    await expect(loadKeyring(folder, { create: false })).rejects.toMatchObject({ code: 'key.broken' })
  }
})

test('a key added later seals, the older one still opens', async () => {
  const before = await loadKeyring(folder, { create: true })
  const sealed = before.seal('x', 'c')
  await addSealKey(folder)
  const after = await loadKeyring(folder, { create: false })
  expect(after.id).not.toBe(before.id)
  expect(after.openText(sealed, 'c')).toBe('x')
  expect(mode(join(folder, 'seal-0002.key'))).toBe('600')
})
