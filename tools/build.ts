import { spawnSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const root = join(import.meta.dirname, '..')
const built = join('apps', 'desk', 'dist', 'index.html')
/** All that the pages are made of, and the tools that make them. */
const sources = [
  'apps/desk/{src,public}/**/*',
  'apps/desk/{index.html,vite.config.ts,package.json}',
  'packages/{kernel,catalogue,rules,i18n,ui}/**/*.{ts,tsx,css,json}',
  'package-lock.json',
]

/** Whether a source is newer than what was built from it. */
function isStale(): boolean {
  const made = statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return globSync(sources, { exclude: (path) => path.includes('node_modules') }).some(
    (path) => statSync(path).mtimeMs > made,
  )
}

function build(): number {
  process.stderr.write('Building the web pages …\n')
  const vite = join('node_modules', 'vite', 'bin', 'vite.js')
  const { status } = spawnSync(
    process.execPath,
    [vite, 'build', join('apps', 'desk'), '--logLevel', 'warn'],
    {
      stdio: ['ignore', 2, 2],
    },
  )
  return status ?? 1
}

const { values } = parseArgs({ options: { 'if-stale': { type: 'boolean', default: false } } })
process.chdir(root)
process.exitCode = values['if-stale'] && !isStale() ? 0 : build()
