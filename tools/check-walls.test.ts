import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Crossing } from './check-walls.ts'

const packages = [
  'kernel',
  'catalogue',
  'rules',
  'i18n',
  'sheets',
  'db',
  'analysis',
  'server',
  'ui',
  'testing',
  'novel',
]
const outside = ['kysely', 'pg', '@duckdb/node-api', 'left-pad']

/** Files that must be caught, by the rule that must catch them. */
const planted: Readonly<Record<string, readonly [path: string, source: string]>> = {
  'arrows-kernel': ['packages/kernel/src/up.ts', "import '@zhucan/catalogue'"],
  'arrows-rules': ['packages/rules/src/type.ts', "import type { X } from '@zhucan/server'"],
  'arrows-ui': ['packages/ui/src/up.ts', "export * from '@zhucan/server'"],
  'arrows-sheets': ['packages/sheets/src/later.ts', "export const load = () => import('@zhucan/db')"],
  'package-without-arrows': ['packages/novel/src/index.ts', "import '@zhucan/kernel'"],
  'package-by-its-face': ['packages/catalogue/src/deep.ts', "import '../../kernel/src/inner.ts'"],
  'nothing-imports-an-app': ['packages/server/src/app.ts', "import '../../../apps/api/src/main.ts'"],
  'apps-do-not-import-each-other': ['apps/worker/src/main.ts', "import '../../api/src/main.ts'"],
  'screens-never-load-server-code': [
    'apps/desk/src/loads.ts',
    "import { x } from '@zhucan/server'\nexport const y = x",
  ],
  'screens-know-only-server-types': ['apps/desk/src/db-type.ts', "import type { X } from '@zhucan/db'"],
  'feature-by-its-face': ['packages/server/src/visits/deep.ts', "import '../register/person.store.ts'"],
  'pure-packages-do-no-io': ['packages/kernel/src/reads.ts', "import 'node:fs'"],
  'screens-do-no-io': ['apps/desk/src/reads.ts', "import 'node:path'"],
  'sql-only-in-stores': [
    'packages/server/src/visits/visits.ts',
    "import { sql } from 'kysely'\nexport const x = sql",
  ],
  'duckdb-only-in-analysis': ['packages/server/src/visits/fast.store.ts', "import '@duckdb/node-api'"],
  'declared-dependencies': ['packages/kernel/src/pad.ts', "import 'left-pad'"],
  'no-cycles': ['packages/kernel/src/round.ts', "import './trip.ts'"],
  'no-unresolvable': ['packages/kernel/src/nowhere.ts', "import './not-there.ts'"],
  'no-testing-in-production': ['packages/server/src/visits/seed.ts', "import '@zhucan/testing'"],
}

/** Files that must pass. */
const allowed: Readonly<Record<string, string>> = {
  'packages/kernel/src/index.ts': 'export const x = 1',
  'packages/kernel/src/inner.ts': 'export const x = 1',
  'packages/kernel/src/trip.ts': "import './round.ts'",
  'packages/kernel/src/shape.ts': "import type { Y } from './shaper.ts'\nexport type X = Y",
  'packages/kernel/src/shaper.ts': "import './shape.ts'\nexport type Y = 1",
  'packages/server/src/visits/test-visits.ts': "import '@zhucan/testing'",
  'packages/catalogue/src/index.ts': "import '@zhucan/kernel'\nexport {}",
  'packages/rules/src/index.ts': "import '@zhucan/catalogue'\nexport {}",
  'packages/i18n/src/index.ts': 'export {}',
  'packages/sheets/src/index.ts': "import 'node:fs'\nexport async function f() {\n  await using x = g()\n}",
  'packages/db/src/index.ts': "import 'kysely'\nexport interface X {}",
  'packages/analysis/src/index.ts': "import '@duckdb/node-api'\nexport {}",
  'packages/server/src/index.ts': 'export interface X {}\nexport const x = 1',
  'packages/server/src/register/index.ts': "import './person.store.ts'\nexport {}",
  'packages/server/src/register/person.store.ts':
    "import '@zhucan/db'\nimport { sql } from 'kysely'\nexport const x = sql",
  'packages/server/src/visits/face.ts': "import '../register/index.ts'",
  'packages/server/src/visits/visits.test.ts':
    "import '@zhucan/testing'\nimport '../register/person.store.ts'",
  'packages/ui/src/index.ts': "import '@zhucan/i18n/examples'",
  'packages/i18n/src/examples.ts': 'export {}',
  'packages/testing/src/index.ts': "import '@zhucan/server'",
  'apps/api/src/main.ts': "import '@zhucan/server'",
  'apps/desk/src/types.ts': "import type { X } from '@zhucan/server'\nexport type Y = X",
  'e2e/journey.e2e.ts': "import '@zhucan/testing'",
}

let dir: string
let found: Crossing[]

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-walls-'))
  for (const name of packages) plantPackage(name)
  for (const name of outside)
    write(`node_modules/${name}/package.json`, `{"name":"${name}","main":"index.js"}`)
  for (const name of outside) write(`node_modules/${name}/index.js`, 'export const sql = 1')
  for (const [path, source] of Object.entries(allowed)) write(path, source)
  for (const [path, source] of Object.values(planted)) write(path, source)
  const done = spawnSync(process.execPath, [join(import.meta.dirname, 'check-walls.ts'), '--json'], {
    cwd: dir,
    encoding: 'utf8',
  })
  if (!done.stdout) throw new Error(done.stderr)
  found = JSON.parse(done.stdout)
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

function write(path: string, source: string): void {
  const file = join(dir, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${source}\n`)
}

function plantPackage(name: string): void {
  const dependencies = { kysely: '1', pg: '1', '@duckdb/node-api': '1' }
  const exports = { '.': './src/index.ts', './examples': './src/examples.ts' }
  const manifest = { name: `@zhucan/${name}`, type: 'module', exports }
  write(
    `packages/${name}/package.json`,
    JSON.stringify(name === 'kernel' ? manifest : { ...manifest, dependencies }),
  )
  mkdirSync(join(dir, 'node_modules', '@zhucan'), { recursive: true })
  symlinkSync(join('..', '..', 'packages', name), join(dir, 'node_modules', '@zhucan', name))
}

it.each(Object.entries(planted))('catches %s', (rule, [path]) => {
  expect(found.filter((crossing) => crossing.rule === rule).map((crossing) => crossing.from)).toContain(path)
})

it('lets everything else pass', () => {
  const culprits = new Set([...Object.values(planted).map(([path]) => path), 'packages/kernel/src/trip.ts'])
  expect(found.filter((crossing) => !culprits.has(crossing.from))).toEqual([])
})
