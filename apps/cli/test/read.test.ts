import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cleanUp, type Home, makeHome, zhucan } from './program.ts'

const packages = join(import.meta.dirname, '..', '..', '..', 'packages')
const notice = join(packages, 'reading', 'test', 'documents', 'yunxi-2023-gongzuo-yaodian.txt')
const samples = join(packages, 'reading-files', 'test', 'samples')
let home: Home

beforeAll(() => {
  home = makeHome()
})
afterAll(cleanUp)

describe('zhucan read', () => {
  test('writes NAME.json and NAME.txt beside it; every quote stands at its offset', () => {
    const done = zhucan(home, 'read', notice, join(samples, 'notice.docx'), '--out', 'read', '--json')
    expect(done.status).toBe(0)
    const { files } = JSON.parse(done.stdout)
    expect(files.map(({ kind }: { kind: string }) => kind)).toEqual(['txt', 'docx'])
    const text = readFileSync(join(home.path, 'read', 'yunxi-2023-gongzuo-yaodian.txt'), 'utf8')
    const read = JSON.parse(readFileSync(join(home.path, 'read', 'yunxi-2023-gongzuo-yaodian.json'), 'utf8'))
    expect(text).toBe(readFileSync(notice, 'utf8'))
    expect(read.items.length).toBe(
      files[0].found.targets +
        files[0].found.facts +
        files[0].found.deadlines +
        files[0].found.responsibilities,
    )
    for (const { quote, start } of read.items) expect(text.slice(start, start + quote.length)).toBe(quote)
  })

  test('a file that cannot be read is named, the others are read, exit 1', () => {
    const done = zhucan(home, 'read', join(samples, 'locked.pdf'), notice, '--out', 'partly')
    expect(done.status).toBe(1)
    expect(done.stderr).toContain('locked.pdf')
    expect(done.stderr).toContain('password')
    expect(done.stdout).toContain('yunxi-2023-gongzuo-yaodian.txt')
  })

  test('bad usage: no folder, no file, the folder of the files themselves', () => {
    expect(zhucan(home, 'read', notice).status).toBe(2)
    expect(zhucan(home, 'read', '--out', 'x').status).toBe(2)
    mkdirSync(join(home.path, 'own'))
    writeFileSync(join(home.path, 'own', 'a.txt'), '通知')
    expect(zhucan(home, 'read', 'own/a.txt', '--out', 'own').status).toBe(2)
  })

  test('help names the option in both languages', () => {
    const done = zhucan(home, 'read', '--help')
    expect(done.status).toBe(0)
    expect(done.stdout).toContain('--out')
    expect(done.stdout).toContain('NAME.json')
  })
})
