import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findSpark, hasJava, sparkFolder, sparkVersion } from './find-spark.ts'

// Half a gigabyte; longer than this the rest of the tests does not wait for it.
const patience = 300_000

/** Debian's own packages are installed when we may; nobody else's machine is changed. */
function isDebianRoot(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  return process.getuid?.() === 0 && /^ID=debian$/m.test(release)
}

/** Runs a program with what it says on our error output; whether it came to a good end in time. */
function works(program: string, ...args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', PIP_DISABLE_PIP_VERSION_CHECK: '1' }
  return spawnSync(program, args, { stdio: ['ignore', 2, 2], env, timeout: patience }).status === 0
}

function installPackages(): void {
  const java = hasJava() ? [] : ['default-jre-headless']
  const python = works('python3', '-c', 'import venv, ensurepip') ? [] : ['python3', 'python3-venv']
  const missing = [...java, ...python]
  if (missing.length === 0) return
  process.stderr.write(`Installing ${missing.join(' ')} …\n`)
  works('apt-get', '-qq', 'update')
  works('apt-get', '-qq', 'install', '-y', '--no-install-recommends', ...missing)
}

function installSpark(): void {
  process.stderr.write(`Installing pyspark ${sparkVersion} in ${sparkFolder} …\n`)
  const pip = join(sparkFolder, 'bin', 'pip')
  const isDone =
    works('python3', '-m', 'venv', sparkFolder) && works(pip, 'install', '-q', `pyspark==${sparkVersion}`)
  if (!isDone) rmSync(sparkFolder, { recursive: true, force: true })
}

if ('missing' in findSpark()) {
  if (isDebianRoot()) installPackages()
  if (hasJava() && !process.env.ZHUCAN_SPARK_PYTHON) installSpark()
}
const found = findSpark()
process.stderr.write(
  'missing' in found ? `The second engine will not be tested: ${found.missing}\n` : `${found.home}\n`,
)
