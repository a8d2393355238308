import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
let dir: string

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-lint-'))
  cpSync(join(root, 'biome.json'), join(dir, 'biome.json'))
  cpSync(join(root, 'tools', 'lint'), join(dir, 'tools', 'lint'), {
    recursive: true,
    filter: (path) => !path.endsWith('.test.ts'),
  })
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** Lines of `source` that the house lint complains about when it stands at `path`, with the first words said. */
function lint(path: string, source: string): string[] {
  const file = join(dir, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, source)
  const bin = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  const done = spawnSync(
    process.execPath,
    [bin, 'lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=200', path],
    { cwd: dir, encoding: 'utf8' },
  )
  rmSync(file)
  const report = JSON.parse(done.stdout) as { diagnostics: Diagnostic[] }
  return report.diagnostics.filter(isHouse).map((found) => `${found.location.start.line} ${ruleOf(found)}`)
}

interface Diagnostic {
  readonly category: string
  readonly message: string
  readonly location: { readonly start: { readonly line: number } }
}

const houseRules = {
  'Chinese text': 'chinese',
  'Ask the clock': 'clock',
  'SQL of a feature': 'sql',
} as const
const builtIn = {
  'lint/style/noProcessEnv': 'env',
  'lint/style/noExcessiveLinesPerFile': 'file-length',
  'lint/complexity/useMaxParams': 'params',
  'lint/style/useFilenamingConvention': 'file-name',
  'lint/suspicious/noExplicitAny': 'any',
  'lint/complexity/noExcessiveLinesPerFunction': 'function-length',
  'lint/suspicious/noSkippedTests': 'skipped-test',
} as const

function ruleOf(found: Diagnostic): string | undefined {
  if (found.category !== 'plugin') return builtIn[found.category as keyof typeof builtIn]
  return Object.entries(houseRules).find(([start]) => found.message.startsWith(start))?.[1]
}

function isHouse(found: Diagnostic): boolean {
  return ruleOf(found) !== undefined
}

const chinese = `// 注释可以是中文
const text = '低保'
const template = \`共 \${text} 条\`
const element = <p title="提示">正文</p>
const pattern = /^[一二三四]级$/
const table = { 低保: 1 }
`

describe('Chinese text', () => {
  it.each([
    'apps/desk/src/clues/clues.page.tsx',
    'packages/server/src/register/register.tsx',
    'packages/ui/src/a.tsx',
  ])('is refused in literals, templates, JSX and keys of %s', (path) => {
    const found = lint(path, chinese).map((line) => Number(line.split(' ')[0]))
    expect([...new Set(found)]).toEqual([2, 3, 4, 6])
  })

  it.each([
    'packages/catalogue/src/rules/x.rule.tsx',
    'packages/i18n/src/x.tsx',
    'packages/demo/src/x.tsx',
    'packages/kernel/src/category.tsx.ts',
    'packages/server/src/register/register.test.tsx',
  ])('is at home in %s', (path) => {
    expect(lint(path, path.endsWith('.ts') ? "export const a = '低保'\n" : chinese)).toEqual([])
  })
})

const ambient = `export const a = new Date()
export const b = new Date
export const c = Date.now()
export const d = [1].map(Math.random)
export const e = Math.random()
export const f = new Date(5)
`

describe('the wall clock and dice', () => {
  it.each(['packages/kernel/src/a.ts', 'packages/server/src/imports/imports.ts'])(
    'are refused in %s',
    (path) => {
      const found = lint(path, ambient)
      expect([...new Set(found)]).toEqual(['1 clock', '2 clock', '3 clock', '4 clock', '5 clock'])
    },
  )

  it.each(['apps/api/src/a.ts', 'packages/testing/src/a.ts', 'bench/a.ts', 'tools/a.ts', 'e2e/a.e2e.ts'])(
    'may be asked in %s',
    (path) => expect(lint(path, ambient)).toEqual([]),
  )
})

describe('SQL', () => {
  const statements = [
    'export const a = sql`select 1`',
    'export const b = sql<Row>`delete from person`.execute(db)',
    "export const c = pool.query('select id from person')",
    'export const d = pool.query(`insert into person values ($1)`, [1])',
    "export const e = db.selectFrom('person').selectAll()",
    'export const f = `\n  update person set name = 1`',
    "export const g = 'Delete from disk?'",
    "export const h = 'please select one from the list'",
  ].join('\n')

  it('is refused in a feature outside its store', () => {
    const found = lint('packages/server/src/register/register.ts', statements)
    expect([...new Set(found)]).toEqual(['1 sql', '2 sql', '3 sql', '4 sql', '5 sql', '6 sql'])
  })

  it.each([
    'packages/server/src/register/person.store.ts',
    'packages/server/src/platform/jobs.ts',
    'packages/db/src/migrate.ts',
    'packages/server/src/register/register.test.ts',
  ])('is at home in %s', (path) => expect(lint(path, statements)).toEqual([]))
})

describe('settings', () => {
  it('are not read from the environment in packages', () => {
    expect(lint('packages/db/src/a.ts', 'export const a = process.env.DATABASE_URL\n')).toEqual(['1 env'])
    expect(lint('apps/api/src/a.ts', 'export const a = process.env.DATABASE_URL\n')).toEqual([])
  })
})

describe('size and names', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, n) => `export const a${n} = ${n}`).join('\n')

  it('holds files to 400 lines, blank ones not counted, tests and file definitions excepted', () => {
    expect(lint('packages/kernel/src/long.ts', lines(401))).toEqual(['1 file-length'])
    expect(lint('packages/kernel/src/long.ts', lines(400).replaceAll('\n', '\n\n'))).toEqual([])
    expect(lint('packages/kernel/src/long.test.ts', lines(401))).toEqual([])
    expect(lint('packages/catalogue/src/files/long.file.ts', lines(401))).toEqual([])
  })

  it('holds functions to 60 lines and five parameters', () => {
    const long = `export function f() {\n${'  g()\n'.repeat(61)}}\n`
    expect(lint('packages/kernel/src/a.ts', long)).toEqual(['1 function-length'])
    const wide = 'export function f(a: 1, b: 1, c: 1, d: 1, e: 1, f: 1) {\n  return [a, b, c, d, e, f]\n}\n'
    expect(lint('packages/kernel/src/a.ts', wide)).toEqual(['1 params'])
  })

  it('wants kebab-case files, no any and no skipped test', () => {
    expect(lint('packages/kernel/src/idNumber.ts', 'export const a = 1\n')).toEqual(['0 file-name'])
    expect(lint('packages/kernel/src/a.ts', 'export const a: any = 1\n')).toEqual(['1 any'])
    expect(
      lint('packages/kernel/src/a.test.ts', "import { it } from 'vitest'\nit.skip('x', () => {})\n"),
    ).toEqual(['2 skipped-test'])
  })
})
