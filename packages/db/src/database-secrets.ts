import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Passwords of the three log-in roles of the embedded server. */
export interface DatabaseSecrets {
  postgres: string
  zhucan_owner: string
  zhucan_app: string
}

const embeddedName = 'database.json'

/** Fresh random passwords; base64url, so they need no quoting in SQL or in an address. */
export function makeSecrets(): DatabaseSecrets {
  const password = () => randomBytes(24).toString('base64url')
  return { postgres: password(), zhucan_owner: password(), zhucan_app: password() }
}

/** The passwords of the embedded server kept in a folder, or null if there are none. */
export function readSecrets(folder: string): Promise<DatabaseSecrets | null> {
  return readSecret(folder, embeddedName)
}

/** Keep the passwords of the embedded server. */
export function writeSecrets(folder: string, secrets: DatabaseSecrets): Promise<void> {
  return writeSecret(folder, embeddedName, secrets)
}

/** A kept secret, or null if there is none. */
export async function readSecret<Secret>(folder: string, name: string): Promise<Secret | null> {
  try {
    return JSON.parse(await readFile(join(folder, name), 'utf8')) as Secret
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Keep a secret, readable by this user only. */
export async function writeSecret(folder: string, name: string, secret: object): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `${name}.draft`)
  await writeFile(draft, `${JSON.stringify(secret, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(draft, join(folder, name))
}
