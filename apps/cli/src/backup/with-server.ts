import { type OpenDatabase, openDatabase } from '@zhucan/db'
import { isDemoDatabase, openServer, type Server } from '@zhucan/server'
import type { Settings } from '../settings.ts'

/** Joins the database, whether or not the service runs, and lends it to some work. */
export async function withServer<Result>(
  settings: Settings,
  work: (server: Server, database: OpenDatabase) => Promise<Result>,
): Promise<Result> {
  const { dataDir, keysDir, databaseUrl, databaseAppUrl, now } = settings
  const database = await openDatabase({
    ...{ dataDir, databaseUrl, databaseAppUrl },
    secretsDir: keysDir,
    whenRunning: 'join',
  })
  try {
    const demo = await isDemoDatabase(database.appUrl)
    const opened = await openServer({ appUrl: database.appUrl, keysDir, dataDir, demo, now, poolSize: 3 })
    try {
      return await work(opened.server, database)
    } finally {
      await opened.close()
    }
  } finally {
    await database.stop()
  }
}
