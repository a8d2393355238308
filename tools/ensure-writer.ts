import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { findWriter } from './find-writer.ts'

// Some 90 MB on a machine without either; the faces to draw Chinese with come along with the browser's.
const packages = ['libreoffice-writer-nogui', 'poppler-utils']
const advice = `No LibreOffice Writer was found, so printed papers will not be drawn and measured.
  Debian, Ubuntu: apt-get install --no-install-recommends ${packages.join(' ')}
  macOS: brew install --cask libreoffice && brew install poppler
  Windows: winget install TheDocumentFoundation.LibreOffice`

/** Debian's own packages are installed when we may; nobody else's machine is changed. */
function isDebianRoot(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && /^ID=debian$/m.test(release)
}

if (isDebianRoot() && findWriter() === null) {
  process.stderr.write(`Installing ${packages.join(' ')} …\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) => spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env })
  apt('-qq', 'update')
  apt('-qq', 'install', '-y', '--no-install-recommends', ...packages)
}
process.stderr.write(findWriter() === null ? `${advice}\n` : '')
