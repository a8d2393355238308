import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Passwords of the three log-in roles of the embedded server. */
export interface DatabaseSecrets {
  postgres: string
  zhucan_owner: string
  zhucan_app: string
}

const fileName = 'database.json'

/** Fresh random passwords; base64url, so they need no quoting in SQL or in an address. */
export function makeSecrets(): DatabaseSecrets {
  const password = () => randomBytes(24).toString('base64url')
  return { postgres: password(), zhucan_owner: password(), zhucan_app: password() }
}

/** The passwords kept in a folder, or null if there are none. */
export async function readSecrets(folder: string): Promise<DatabaseSecrets | null> {
  try {
    return JSON.parse(await readFile(join(folder, fileName), 'utf8')) as DatabaseSecrets
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Keep the passwords, readable by this user only. */
export async function writeSecrets(folder: string, secrets: DatabaseSecrets): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `${fileName}.draft`)
  await writeFile(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(draft, join(folder, fileName))
}
