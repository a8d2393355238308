import { resolve } from 'node:path'
import { isProblem, plainDate, problem } from '@zhucan/kernel'
import { type ServerSettings, startWorker } from '@zhucan/server'

/** Parse the environment that `zhucan up`, or an operator's own service manager, gives this process. */
function readSettings(environment: NodeJS.ProcessEnv): ServerSettings {
  const { DATABASE_APP_URL, ZHUCAN_DATA, ZHUCAN_KEYS, ZHUCAN_DEMO, ZHUCAN_DAY } = environment
  if (!DATABASE_APP_URL) throw problem('settings.invalid', { name: 'DATABASE_APP_URL', value: '' })
  return {
    appUrl: DATABASE_APP_URL,
    dataDir: resolve(ZHUCAN_DATA || 'data'),
    keysDir: resolve(ZHUCAN_KEYS || 'keys'),
    demo: ZHUCAN_DEMO === '1',
    now: Date.now,
    ...(ZHUCAN_DAY && { day: plainDate(ZHUCAN_DAY) }),
  }
}

/** Take jobs until the parent (if there is one) or a signal asks to stop. */
async function work(): Promise<void> {
  const parent = process.send?.bind(process)
  // Copying everything out needs the owner's log-in, which only the parent has.
  const startBackup = parent && ((runId: string) => void parent({ backup: runId }))
  const worker = await startWorker({ ...readSettings(process.env), ...(startBackup && { startBackup }) })
  const ended = Promise.withResolvers<void>()
  // A parent that was killed closes the channel; then nobody needs this process any more.
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect', 'message']) process.on(event, () => ended.resolve())
  if (process.send && !process.connected) ended.resolve()
  process.send?.({ ready: true })
  await ended.promise
  await worker.stop()
  process.exit(0)
}

/** The parent tells a Problem in words; anything else is in the log only. */
function fail(error: unknown): void {
  console.error(error)
  if (!process.send || !isProblem(error)) process.exit(1)
  process.send({ code: error.code, params: error.params }, () => process.exit(1))
}

await work().catch(fail)
