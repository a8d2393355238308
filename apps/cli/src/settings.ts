import { dirname, join, resolve } from 'node:path'
import { problem } from '@zhucan/kernel'

/** Settings from the environment, read once. */
export interface Settings {
  dataDir: string
  keysDir: string
  /** Where backups are written. */
  backupsDir: string
  host: string
  /** The first port to try. */
  port: number
  databaseUrl: string | undefined
  databaseAppUrl: string | undefined
  /** Milliseconds since 1970. */
  now(): number
}

/** Parse the environment; Problem 'settings.invalid' {name, value}. An empty value counts as not given. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const given = (name: string) => environment[name]?.trim() || undefined
  const dataDir = resolve(given('ZHUCAN_DATA') ?? 'data')
  return {
    dataDir,
    keysDir: resolve(given('ZHUCAN_KEYS') ?? 'keys'),
    backupsDir: resolve(given('ZHUCAN_BACKUPS') ?? join(dirname(dataDir), 'backups')),
    host: given('HOST') ?? '127.0.0.1',
    port: portFrom(given('PORT') ?? '8420'),
    databaseUrl: databaseAddress('DATABASE_URL', given('DATABASE_URL')),
    databaseAppUrl: databaseAddress('DATABASE_APP_URL', given('DATABASE_APP_URL')),
    now: Date.now,
  }
}

function portFrom(value: string): number {
  const port = Number(value)
  if (!/^\d+$/.test(value) || port < 1 || port > 65_535)
    throw problem('settings.invalid', { name: 'PORT', value })
  return port
}

/** The address itself is not repeated in the Problem, because it may hold a password. */
function databaseAddress(name: string, value: string | undefined): string | undefined {
  if (value === undefined || /^postgres(ql)?:\/\//.test(value)) return value
  throw problem('settings.invalid', { name, value: '…' })
}
