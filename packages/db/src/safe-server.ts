import { problem } from '@zhucan/kernel'
import pg from 'pg'

const oldestVersion = 150_000

/** Settings whose loss would let a power cut eat what the program called saved. */
const neverOff = ['fsync', 'full_page_writes', 'synchronous_commit']

/**
 * Refuse a server that may lose committed data or is too old: Problems 'database.unsafe-setting' {setting},
 * 'database.too-old' {found}, 'database.unreachable'. Asked over the application's own log-in, since a role
 * or a database may have settings of its own.
 */
export async function requireSafeServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect().catch((error: Error) => {
    throw problem('database.unreachable', { said: error.message })
  })
  try {
    const { rows } = await client.query<{ name: string; setting: string }>(
      'select name, setting from pg_settings where name = any($1)',
      [[...neverOff, 'server_version_num']],
    )
    for (const { name, setting } of rows) judge(name, setting)
  } finally {
    await client.end()
  }
}

function judge(name: string, setting: string): void {
  if (name === 'server_version_num' && Number(setting) < oldestVersion) {
    throw problem('database.too-old', { found: setting })
  }
  if (setting === 'off') throw problem('database.unsafe-setting', { setting: name })
}
