// `npm start`: install if needed, build if needed, run the demo.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled, root, say } from './install.mjs'

ensureInstalled()
build()
await handOver('up', '--demo', ...process.argv.slice(2))

function build() {
  const script = join('tools', 'build.ts')
  const { status } = spawnSync(process.execPath, [join('tools', 'run.mjs'), script, '--if-stale'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status === 0) return
  say('网页没有构建成功，原因见上。', 'Building the web pages failed; the reason stands above.')
  process.exit(1)
}

/** In this very process, so that signals have one way to go. */
async function handOver(...args) {
  process.argv.splice(2, Number.POSITIVE_INFINITY, ...args)
  await import(pathToFileURL(join(root, 'apps', 'cli', 'bin', 'zhucan.mjs')).href)
}
