import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { isAllowed, licenceFaults, looseVersions } from './check-licences.ts'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'zhucan-licences-'))
})
beforeEach(() => writeFileSync(join(root, 'package.json'), '{}'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function lock(packages: Record<string, object>): void {
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }))
}

it('refuses a run-time package under the GPL, at any depth', () => {
  lock({
    'node_modules/good': { version: '1.0.0', license: 'MIT' },
    'node_modules/good/node_modules/@a/bad': { version: '2.0.0', license: 'GPL-3.0-only' },
  })
  expect(licenceFaults(root)).toEqual(['@a/bad@2.0.0: licence GPL-3.0-only is not in the list'])
})

it('lets development tools and our own links be', () => {
  lock({
    'node_modules/tool': { version: '1.0.0', license: 'GPL-3.0-only', dev: true },
    'node_modules/@zhucan/kernel': { link: true, resolved: 'packages/kernel' },
    'packages/kernel': { version: '0.1.0', license: 'Apache-2.0' },
  })
  expect(licenceFaults(root)).toEqual([])
})

it('refuses a package that says nothing, unless its own manifest does', () => {
  lock({ 'node_modules/silent': { version: '1.0.0' }, 'node_modules/late': { version: '1.0.0' } })
  mkdirSync(join(root, 'node_modules', 'late'), { recursive: true })
  writeFileSync(join(root, 'node_modules', 'late', 'package.json'), '{"license":"ISC"}')
  expect(licenceFaults(root)).toEqual(['silent@1.0.0: licence unknown is not in the list'])
})

it.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['(MIT AND BSD-3-Clause)', true],
  ['MIT AND CC-BY-NC-4.0', false],
  ['AGPL-3.0-only', false],
  ['LGPL-2.1', false],
  ['SEE LICENSE IN LICENSE', false],
  ['', false],
] as const)('reads %s', (expression, expected) => expect(isAllowed(expression)).toBe(expected))

it('refuses a range where one version should stand', () => {
  mkdirSync(join(root, 'packages', 'a'), { recursive: true })
  const manifest = {
    dependencies: { x: '^1.2.3', y: '1.2.3', z: '1.5.6-r.1' },
    devDependencies: { w: 'latest' },
  }
  writeFileSync(join(root, 'packages', 'a', 'package.json'), JSON.stringify(manifest))
  expect(looseVersions(root)).toEqual([
    'packages/a/package.json: x is "^1.2.3", not one exact version',
    'packages/a/package.json: w is "latest", not one exact version',
  ])
})
