import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { findChromium } from './find-chromium.ts'

const packages = ['chromium', 'fonts-noto-cjk']
const advice = `No Chromium was found, so the journeys in the browser will not run.
  Debian, Ubuntu: apt-get install ${packages.join(' ')}
  macOS: brew install --cask google-chrome
  Windows: winget install Google.Chrome
  or set ZHUCAN_CHROMIUM to the path of one.`

/** Debian's own package is installed when we may; nobody else's machine is changed. */
function isDebianRoot(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && /^ID=debian$/m.test(osRelease())
}

function osRelease(): string {
  return existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
}

/** Chinese pages drawn without a Chinese font have boxes for text, and other widths. */
function hasChineseFont(): boolean {
  const { status, stdout } = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' })
  return status === 0 && stdout.trim() !== ''
}

function install(names: readonly string[]): void {
  process.stderr.write(`Installing ${names.join(' ')} …\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) => spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env })
  apt('-qq', 'update')
  apt('-qq', 'install', '-y', '--no-install-recommends', ...names)
}

if (isDebianRoot()) {
  const missing = [...(findChromium() ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])]
  if (missing.length > 0) install(missing)
}
process.stderr.write(`${findChromium() ?? advice}\n`)
