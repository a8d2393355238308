import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Licences a run-time dependency may have (docs/adr/0013). */
const allowed =
  /^(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|MPL-2\.0|OFL-1\.1|BlueOak-1\.0\.0)$/

/** Packages let in one by one under a licence outside the list, each with the reason. */
const exceptions: Readonly<Record<string, string>> = {
  argparse: 'Python-2.0: permissive, comes with js-yaml below graphile-worker',
  isbot: 'Unlicense: public domain, comes with the desk router',
}

interface LockEntry {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly link?: boolean
}

/** Run-time packages of a lock file whose licence is not allowed, as sentences. */
export function licenceFaults(root: string): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const entries = Object.entries(lock.packages as Record<string, LockEntry>)
  return entries.filter(isRunTime).flatMap(([path, entry]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const licence = entry.license ?? licenceOnDisk(root, path)
    if (isAllowed(licence) || exceptions[name]) return []
    return [`${name}@${entry.version}: licence ${licence || 'unknown'} is not in the list`]
  })
}

function isRunTime([path, entry]: readonly [string, LockEntry]): boolean {
  return path.includes('node_modules/') && !entry.dev && !entry.link
}

function licenceOnDisk(root: string, path: string): string {
  const file = join(root, path, 'package.json')
  const licence = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).license : ''
  return typeof licence === 'string' ? licence : ''
}

/** True when one side of each OR, and every side of each AND, is in the list. */
export function isAllowed(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, ' ').trim()
  if (/\bAND\b/.test(plain) && /\bOR\b/.test(plain)) return false
  if (/\bAND\b/.test(plain)) return plain.split(/\s+AND\s+/).every((one) => allowed.test(one.trim()))
  return plain.split(/\s+OR\s+/).some((one) => allowed.test(one.trim()))
}

/** Dependencies that are not pinned to one exact version, as sentences. */
export function looseVersions(root: string): string[] {
  const manifests = ['package.json', ...globSync('{packages,apps}/*/package.json', { cwd: root })]
  return manifests.flatMap((file) => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(root, file), 'utf8'),
    )
    const all = Object.entries<string>({ ...dependencies, ...devDependencies, ...optionalDependencies })
    const loose = all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version))
    return loose.map(([name, version]) => `${file}: ${name} is "${version}", not one exact version`)
  })
}

if (import.meta.main) {
  const root = process.argv[2] ?? join(import.meta.dirname, '..')
  const faults = [...licenceFaults(root), ...looseVersions(root)]
  for (const fault of faults) process.stdout.write(`${fault}\n`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
