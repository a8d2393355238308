import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const texts = join(root, 'packages', 'i18n', 'zh-CN')
/** 250 KB are promised for all that goes over the wire; this much is left to code and styles, the rest to answers and headers. */
const budgetKb = 219

interface Part {
  readonly file: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
  readonly isDynamicEntry?: boolean
}
type Manifest = Readonly<Record<string, Part>>

/** What log-in, the frame and the register load, in the order they do. */
const firstSteps = [
  'index.html',
  '../../packages/i18n/src/first-zh-cn.ts',
  'src/sign-in/sign-in.page.tsx',
  'src/app/shell.tsx',
  'src/register/register.page.tsx',
  'src/app/region-picker.tsx',
]

const firstTexts = ['ui', 'words', 'shell', 'sign-in', 'security', 'register', 'views']

/** Texts that are fetched once the first list is there. */
const laterTexts = readdirSync(texts)
  .map((file) => file.replace('.json', ''))
  .filter((feature) => !firstTexts.includes(feature) && !/problems$|^examples$/.test(feature))

let folder = ''
let manifest: Manifest = {}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhucan-budget-'))
  // By itself, because under tests the libraries would be built with their own checks in them.
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status, stderr } = spawnSync(
    process.execPath,
    [vite, 'build', join(root, 'apps', 'desk'), '--outDir', folder, '--logLevel', 'error'],
    { encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } },
  )
  if (status !== 0) throw new Error(stderr)
  manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')) as Manifest
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Every file these parts need before they run, styles too. */
function filesOf(names: readonly string[]): Set<string> {
  const files = new Set<string>()
  const seen = new Set<string>()
  const follow = (name: string) => {
    if (seen.has(name)) return
    seen.add(name)
    const part = manifest[name]
    if (!part) throw new Error(`the build has no part ${name}`)
    for (const file of [part.file, ...(part.css ?? [])]) files.add(file)
    part.imports?.forEach(follow)
  }
  names.forEach(follow)
  return files
}

const built = (file: string): string => readFileSync(join(folder, file), 'utf8')

/** Classes of the pages' own that a style sheet speaks of. */
const styledIn = (file: string): string[] =>
  [...built(file).matchAll(/\.((?!zc-)[a-z][a-z0-9]*(?:-[a-z0-9]+)+)/g)].map(([, name = '']) => name)

/** Classes that a part uses and that are styled only in sheets it does not fetch. */
function unstyled(part: string, frame: ReadonlySet<string>, styled: ReadonlySet<string>): string[] {
  const own = [...filesOf([part])].filter((file) => !frame.has(file))
  const isSheet = (file: string) => file.endsWith('.css')
  const there = new Set([...frame, ...own].filter(isSheet).flatMap(styledIn))
  const words = own
    .filter((file) => !isSheet(file))
    .flatMap((file) => [...built(file).matchAll(/["'`]([^"'`\n]{2,120})["'`]/g)])
    .flatMap(([, text = '']) => text.split(' '))
  return words.filter((word) => styled.has(word) && !there.has(word)).map((word) => `${part} ${word}`)
}

describe('the way to the first list', () => {
  it('keeps to its budget of bytes', () => {
    const sizes = [...filesOf(firstSteps)].map((file) => ({
      file,
      kb: gzipSync(readFileSync(join(folder, file))).length / 1024,
    }))
    const total = sizes.reduce((sum, { kb }) => sum + kb, 0)
    const largest = sizes.sort((a, b) => b.kb - a.kb).map(({ file, kb }) => `${kb.toFixed(1)} ${file}`)
    expect(total, largest.join('\n')).toBeLessThan(budgetKb)
    // Were nothing found, nothing would be too large.
    expect(total).toBeGreaterThan(100)
    expect(largest.some((line) => line.endsWith('.css'))).toBe(true)
  })

  it('comes in few files', () => {
    expect(filesOf(firstSteps).size).toBeLessThan(25)
  })

  it('leaves the styles of other pages to them, and each page fetches all of its own', () => {
    const frame = filesOf(firstSteps.slice(0, 4))
    const styled = new Set(
      Object.values(manifest).flatMap(({ css = [] }) => css.flatMap((file) => styledIn(file))),
    )
    expect(styled).toContain('clue-columns')
    expect([...frame].filter((file) => file.endsWith('.css')).flatMap(styledIn)).not.toContain('clue-columns')
    const parts = Object.keys(manifest).filter((name) => manifest[name]?.isDynamicEntry)
    expect(parts.length).toBeGreaterThan(40)
    expect(parts.flatMap((part) => unstyled(part, frame, styled))).toEqual([])
  })

  it('says nothing that is only among the later texts', () => {
    const keys = (features: readonly string[]) =>
      features.flatMap((one) =>
        Object.keys(JSON.parse(readFileSync(join(texts, `${one}.json`), 'utf8')) as object),
      )
    const later = new Set(keys(laterTexts))
    const code = [...filesOf(firstSteps)].map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
    const quoted = [...code.matchAll(/["'`]([a-zA-Z][\w.-]+)["'`]/g)].map(([, word = '']) => word)
    expect(quoted).toContain('register.nobody')
    expect(quoted.filter((word) => later.has(word))).toEqual([])
  })
})
