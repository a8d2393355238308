// `npm start`: install if needed, build if needed, run the demo.
import { spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled, root, say } from './install.mjs'

ensureInstalled()
build()
run('up', '--demo', ...process.argv.slice(2))

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

/** Signals are passed on; the channel tells the program when we are gone, even if we were killed. */
function run(...args) {
  const program = join(root, 'apps', 'cli', 'bin', 'zhucan.mjs')
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
}
