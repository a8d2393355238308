import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'zhucan-cli-demo-'))
const program = join(import.meta.dirname, '..', 'main.ts')

afterAll(() => rmSync(folder, { recursive: true }))

function zhucan(...args: string[]) {
  return spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' })
}

test('writes a set as of a day and answers in JSON', () => {
  const run = zhucan(
    'demo',
    '--persons',
    '120',
    '--seed',
    '3',
    '--day',
    '2026-11-21',
    '--out',
    folder,
    '--json',
  )
  expect(run.status, run.stderr).toBe(0)
  expect(JSON.parse(run.stdout)).toMatchObject({
    persons: 120,
    seed: 3,
    day: '2026-11-21',
    register: { holders: 120 },
  })
  expect(readdirSync(folder).toSorted()).toEqual(['lists', 'regions.csv', 'register.xlsx', 'truth'])
  expect(readdirSync(join(folder, 'lists'))).toHaveLength(7)
}, 60_000)

test('refuses a number of persons that is none, and a missing folder', () => {
  expect(zhucan('demo', '--persons', 'many', '--out', folder).status).toBe(2)
  const run = zhucan('demo')
  expect(run.status).toBe(2)
  expect(run.stderr).toContain('--out')
}, 60_000)
