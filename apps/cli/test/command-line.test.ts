import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Label } from '@zhucan/kernel'
import { afterAll, describe, expect, test } from 'vitest'
import { createOutput, fill } from '../src/output.ts'
import { listCommands, loadCommand, textOf } from '../src/registry.ts'
import { runCommandLine } from '../src/run-command-line.ts'
import { readSettings } from '../src/settings.ts'
import { cleanUp, makeHome, zhucan } from './program.ts'

afterAll(cleanUp)
const home = makeHome()

/** What a command line says and ends with, without a process of its own: loading the program takes seconds. */
async function runHere(...args: string[]) {
  const [answers, notes] = [[] as string[], [] as string[]]
  const status = await runCommandLine(args, {
    env: home.env,
    answers: (text) => void answers.push(text),
    notes: (text) => void notes.push(text),
  })
  return { status, stdout: answers.join(''), stderr: notes.join('') }
}

const chinese = /[\u4e00-\u9fff]/

describe('the program', () => {
  test('shows every command in its help', () => {
    const run = zhucan(home, '--help')
    expect(run.status).toBe(0)
    for (const { words } of listCommands()) expect(run.stdout).toContain(`  ${words} `)
  })

  test('without a command shows its help and says by the exit code that this was no use of it', () => {
    const run = zhucan(home)
    expect(run.status).toBe(2)
    expect(run.stdout).toBe('')
    expect(run.stderr).toContain('doctor')
  })

  test('says that it does not know a command', () => {
    const run = zhucan(home, 'fly', 'away')
    expect(run.status).toBe(2)
    expect(run.stderr).toContain('fly away')
  })

  test.each([['--nonsense'], ['unexpected'], ['--day']])('refuses up %s', async (arg) => {
    const run = await runHere('up', arg)
    expect(run.status).toBe(2)
    expect(run.stderr).toContain('zhucan up --help')
  })

  test('explains a Problem in both languages, with its code and what to do', async () => {
    const run = zhucan(home, 'up', '--day', '2026-13-01')
    expect(run.status, 'an option that cannot be read is wrong use').toBe(2)
    expect(run.stderr).toContain('[date.invalid]')
    expect(run.stderr).toMatch(chinese)
    const forMachines = await runHere('up', '--day', '2026-13-01', '--json')
    expect(forMachines.status).toBe(2)
    const { problem } = JSON.parse(forMachines.stdout)
    expect(problem).toMatchObject({ code: 'date.invalid', zh: { todo: expect.stringMatching(chinese) } })
    expect(problem.en.what).not.toMatch(chinese)
  })

  test('treats a wrong setting as wrong use', async () => {
    const said: string[] = []
    const env = { ...home.env, PORT: 'eighty' }
    const note = (text: string) => void said.push(text)
    expect(await runCommandLine(['doctor'], { env, answers: note, notes: note })).toBe(2)
    expect(said.join('')).toContain('PORT')
  })
})

describe.each(listCommands())('$words', ({ id, words }) => {
  test('has words in both languages for everything it takes', async () => {
    const { options } = await loadCommand(id)
    const text = textOf(id)
    expect(Object.keys(text.options).toSorted()).toEqual(Object.keys(options).toSorted())
    for (const { zh, en } of [text.summary, ...Object.values(text.options), ...sentencesIn(text.messages)]) {
      expect(zh).toMatch(chinese)
      expect(en.trim()).not.toBe('')
      expect(en).not.toMatch(chinese)
      expect(holes(en)).toEqual(holes(zh).map((hole) => hole.replace('zh', 'en')))
    }
  })

  test('has help', async () => {
    const run = await runHere(...words.split(' '), '--help')
    expect(run.status, run.stderr).toBe(0)
    expect(run.stdout).toContain(`zhucan ${words}`)
  })
})

/** Labels at any depth; a command may group its messages. */
function sentencesIn(value: unknown): Label[] {
  if (typeof value !== 'object' || value === null) return []
  if ('zh' in value && 'en' in value) return [value as Label]
  return Object.values(value).flatMap(sentencesIn)
}

function holes(sentence: string): string[] {
  return [...new Set(sentence.match(/\{\w+\}/g))].toSorted()
}

describe('settings', () => {
  test('have safe defaults', () => {
    const { host, port, databaseUrl } = readSettings({})
    expect({ host, port, databaseUrl }).toEqual({ host: '127.0.0.1', port: 8420, databaseUrl: undefined })
  })

  test.each([
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '80a'],
    ['DATABASE_URL', 'mysql://x'],
  ])('refuse %s=%s', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(`name=${name}`)
  })

  test('never repeat an address that may hold a password', () => {
    expect(() => readSettings({ DATABASE_URL: 'http://me:secret@host' })).not.toThrow('secret')
  })
})

describe('output', () => {
  test('for machines is one answer on stdout, all else on stderr', () => {
    const [answers, notes] = [[] as string[], [] as string[]]
    const out = createOutput(
      true,
      (text) => answers.push(text),
      (text) => notes.push(text),
    )
    out.say({ zh: '甲', en: 'a' })
    out.line('row')
    out.note({ zh: '乙{n}', en: 'b{n}' }, { n: 3 })
    out.answer({ n: 1 })
    expect({ answers, notes }).toEqual({ answers: ['{"n":1}\n'], notes: ['乙3\nb3\n'] })
  })

  test('shows a hole that was not filled', () => {
    expect(fill('{a} {b}', { a: 0 })).toBe('0 {b}')
  })
})

describe('doctor', () => {
  test('finds nothing wrong before the first start, and makes nothing', () => {
    const fresh = makeHome()
    const run = zhucan(fresh, 'doctor', '--json')
    expect(run.status, run.stdout).toBe(0)
    const { findings } = JSON.parse(run.stdout) as { findings: { check: string; outcome: string }[] }
    expect(findings.map(({ check }) => check)).toEqual([
      'node',
      'memory',
      'space',
      'data',
      'keys',
      'key-place',
      'database',
      'backup',
      'backup-place',
    ])
    expect(findings.filter(({ outcome }) => outcome === 'failed')).toEqual([])
    expect(findings.find(({ check }) => check === 'key-place')).toMatchObject({ outcome: 'warning' })
    expect(() => readFileSync(join(fresh.path, 'data'))).toThrow('ENOENT')
  })

  test('names keys that others can read, and a database that cannot be reached', async () => {
    const { loadKeyring } = await import('@zhucan/crypto')
    const bad = makeHome({ DATABASE_URL: 'postgres://x:y@127.0.0.1:1/z' })
    await loadKeyring(join(bad.path, 'keys'), { create: true })
    chmodSync(join(bad.path, 'keys', 'root.key'), 0o644)
    const run = zhucan(bad, 'doctor', '--json')
    expect(run.status).toBe(1)
    const { findings } = JSON.parse(run.stdout) as { findings: { code?: string }[] }
    const codes = findings.map(({ code }) => code).filter(Boolean)
    expect(codes).toEqual(['key.open-to-others', 'database.unreachable'])
  })
})

test('the launcher passes on the exit code and everything written', () => {
  const run = zhucan(home, 'demo')
  expect(run.status).toBe(2)
  expect(run.stderr).toContain('--out')
})
