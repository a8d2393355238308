// Plain JavaScript on purpose: it runs on any Node >= 20.19, before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const lockFile = join(root, 'package-lock.json')
const marker = join(root, 'node_modules', '.zhucan-installed')
const npmsOwnMarker = join(root, 'node_modules', '.package-lock.json')

/** Install what the lock file names, unless that was done already; ends the process if it cannot. */
export function ensureInstalled() {
  requireNode()
  const wanted = createHash('sha256').update(readFileSync(lockFile)).digest('hex')
  if (isInstalled(wanted)) return
  say('正在安装依赖（首次约需一两分钟）…', 'Installing dependencies (a minute or two the first time) …')
  const { status } = npm('ci', '--no-audit', '--no-fund')
  if (status !== 0) {
    say(
      '安装没有成功。请检查网络和 npm 源（npm config get registry），然后重试 npm ci。',
      'The installation failed. Check the network and the registry (npm config get registry), then try npm ci again.',
    )
    process.exit(1)
  }
  writeFileSync(marker, wanted)
}

/** Say something in both languages, without mixing it into a program's answer. */
export function say(zh, en) {
  console.error(`${zh}\n${en}`)
}

/** By content, because a checkout gives files new times; by time, if somebody ran npm themselves. */
function isInstalled(wanted) {
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return true
  return existsSync(npmsOwnMarker) && statSync(npmsOwnMarker).mtimeMs >= statSync(lockFile).mtimeMs
}

function npm(...args) {
  const own = process.env.npm_execpath
  if (own?.endsWith('.js'))
    return spawnSync(process.execPath, [own, ...args], { cwd: root, stdio: 'inherit' })
  return spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  say(
    `当前 Node.js ${process.version} 版本过低，请安装 20.19 以上版本。`,
    `Node.js ${process.version} is too old; install 20.19 or later.`,
  )
  process.exit(1)
}
