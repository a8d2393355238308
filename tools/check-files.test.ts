import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkFiles } from './check-files.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zhucan-files-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function check(files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return checkFiles(root, Object.keys(files))
}

it.each(['utils.ts', 'packages/kernel/src/helpers.ts', 'common.tsx', 'types.ts', 'misc.test.ts'])(
  'refuses a file called %s',
  (path) => expect(check({ [path]: '' }).faults).toEqual([`${path}: says nothing by its name`]),
)

it('refuses open ends and silenced rules without a reason, and counts the others', () => {
  const report = check({
    'a.ts': '// TODO later\nconst a = 1\n',
    'b.ts':
      '// biome-ignore lint/plugin\n// biome-ignore lint/suspicious/noExplicitAny: the driver gives no type\n',
    'c.ts': '// @ts-ignore\n// @ts-expect-error the parser has no types\n',
    'd.md': 'TODO is allowed to be written about\n',
  })
  expect(report.faults).toEqual([
    'a.ts:1: an open end; do it or write it down as work',
    'b.ts:1: silences a rule without a reason',
    'c.ts:1: silences a rule without a reason',
  ])
  expect(report.silenced).toBe(4)
})
