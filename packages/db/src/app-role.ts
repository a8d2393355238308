import { randomBytes } from 'node:crypto'
import { problem } from '@zhucan/kernel'
import pg from 'pg'
import { readSecret, writeSecret } from './database-secrets.ts'

const roleName = 'zhucan_app'
const secretName = 'database-app.json'
const wrongPassword = new Set(['28P01', '28000'])
const notAllowed = '42501'

/**
 * Address for the application's own log-in on a server of the operator. Made with a password of ours if
 * the given log-in may create roles; otherwise Problem 'database.role-missing' {role}, and the operator
 * creates the role and gives DATABASE_APP_URL.
 */
export async function provideAppRole(ownerUrl: string, secretsDir: string): Promise<string> {
  const kept = await readSecret<{ password: string }>(secretsDir, secretName)
  if (kept !== null && (await canLogIn(asRole(ownerUrl, kept.password))))
    return asRole(ownerUrl, kept.password)
  const password = kept?.password ?? randomBytes(24).toString('base64url')
  await withClient(ownerUrl, (client) => setRole(client, password))
  await writeSecret(secretsDir, secretName, { password })
  return asRole(ownerUrl, password)
}

/**
 * Refuse an application log-in that row security does not bind: Problem 'database.role-too-strong' when it
 * is a superuser, bypasses row security, or is or belongs to the owner.
 */
export async function requireWeakRole(appUrl: string, ownerUrl: string): Promise<void> {
  const owner = await withClient(ownerUrl, async (client) => currentUser(client))
  await withClient(appUrl, async (client) => {
    const { rows } = await client.query<{ strong: boolean }>(
      `select rolsuper or rolbypassrls or pg_has_role(current_user, $1, 'member') as strong
       from pg_roles where rolname = current_user`,
      [owner],
    )
    if (rows[0]?.strong !== false)
      throw problem('database.role-too-strong', { role: await currentUser(client) })
  })
}

async function currentUser(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select current_user as name')
  return rows[0]!.name
}

async function setRole(client: pg.Client, password: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [roleName])
  const verb = rowCount === 0 ? 'create' : 'alter'
  await client
    .query(`${verb} role ${roleName} login password ${client.escapeLiteral(password)}`)
    .catch((error: pg.DatabaseError) => {
      throw error.code === notAllowed ? problem('database.role-missing', { role: roleName }) : error
    })
}

/** As parameters of the address they win over the log-in in front of the host, which may be missing. */
function asRole(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = ''
  url.password = ''
  url.searchParams.set('user', roleName)
  url.searchParams.set('password', password)
  return url.href
}

async function canLogIn(url: string): Promise<boolean> {
  try {
    await withClient(url, async () => undefined)
    return true
  } catch (error) {
    if (wrongPassword.has((error as pg.DatabaseError).code ?? '')) return false
    throw error
  }
}

async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
