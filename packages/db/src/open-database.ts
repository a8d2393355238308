import { problem } from '@zhucan/kernel'
import { provideAppRole, requireWeakRole } from './app-role.ts'
import { type EmbeddedOptions, startEmbedded } from './embedded.ts'
import { lockFolder } from './folder-lock.ts'
import { requireSafeServer } from './safe-server.ts'

/** Where the database comes from. */
export interface DatabaseOptions extends Omit<EmbeddedOptions, 'secretsDir'> {
  /** Folder for the passwords of the database roles; never the data folder. */
  secretsDir: string
  /** The operator's server, with the log-in that owns the schema; the embedded server if not given. */
  databaseUrl?: string | undefined
  /** The application's log-in there, where ours may not create roles. */
  databaseAppUrl?: string | undefined
}

/** A database that is up and safe to use; its schema may still be old. */
export interface OpenDatabase {
  ownerUrl: string
  appUrl: string
  isEmbedded: boolean
  /** Settles when an embedded server started here is gone, asked for or not. */
  exited: Promise<void>
  /** Stops what was started here and gives the data folder free. */
  stop(): Promise<void>
}

/** Open the operator's server or start the embedded one, and refuse what could lose or show data. */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const { databaseUrl, databaseAppUrl, ...embedded } = options
  const opened =
    databaseUrl === undefined ? await openEmbedded(embedded) : await openGiven(options, databaseUrl)
  try {
    await requireWeakRole(opened.appUrl, opened.ownerUrl)
    await requireSafeServer(opened.appUrl)
    return opened
  } catch (error) {
    await opened.stop()
    throw error
  }
}

async function openEmbedded(options: EmbeddedOptions): Promise<OpenDatabase> {
  const { ownerUrl, appUrl, exited, stop } = await startEmbedded(options)
  return { ownerUrl, appUrl, isEmbedded: true, exited, stop }
}

async function openGiven(options: DatabaseOptions, ownerUrl: string): Promise<OpenDatabase> {
  const lock = options.whenRunning === 'join' ? null : await lockFolder(options.dataDir)
  const stop = async () => lock?.release()
  try {
    const appUrl = options.databaseAppUrl ?? (await provideAppRole(ownerUrl, options.secretsDir))
    return { ownerUrl, appUrl, isEmbedded: false, exited: new Promise(() => undefined), stop }
  } catch (error) {
    await stop()
    throw isConnectionError(error) ? problem('database.unreachable', { said: error.message }) : error
  }
}

function isConnectionError(error: unknown): error is Error {
  const { code = '' } = error as { code?: string }
  return error instanceof Error && /^(E[A-Z]+|08|28|3D|57P)/.test(code)
}
