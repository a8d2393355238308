import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runNational } from './national.ts'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-nation-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const scale = 0.0001

it('runs every part of a small nation, links nobody wrongly and leaves only the files it may use again', async () => {
  const { cases, figures = {} } = await runNational({ scale, dir })
  expect(Object.keys(cases ?? {})).toEqual(['exact', 'residual', 'rules'])
  expect(figures).toMatchObject({
    'exact: rows': 5000,
    'exact: wrong': 0,
    'exact: cells left unread': 0,
    'exact: delta: pairs wrong': 0,
    'rules: persons': 3800,
  })
  expect(figures['exact: linked']).toBeGreaterThan(2700)
  expect(figures['exact: delta: rows looked at']).toBeGreaterThan(0)
  expect(figures['residual: links']).toBeGreaterThan(50)
  expect(
    readdirSync(dir)
      .filter((name) => !name.startsWith('.'))
      .sort(),
  ).toEqual(['payments.parquet', 'register.parquet', 'residual.parquet'])
})

it('takes files that are there, and one part when only that is asked for', async () => {
  const made = statSync(join(dir, 'register.parquet')).mtimeMs
  const { cases, figures = {} } = await runNational({ scale, dir, part: 'rules' })
  expect(Object.keys(cases ?? {})).toEqual(['rules'])
  expect(figures).not.toHaveProperty(['making the files, s'])
  expect(statSync(join(dir, 'register.parquet')).mtimeMs).toBe(made)
})
