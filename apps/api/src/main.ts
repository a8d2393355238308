import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isProblem } from '@zhucan/kernel'
import { startApi } from '@zhucan/server'
import { findFreePort } from './free-port.ts'
import { readSettings } from './settings.ts'

const deskDir = join(import.meta.dirname, '..', '..', 'desk', 'dist')

/** Serve until the parent (if there is one) or a signal asks to stop. */
async function serve(): Promise<void> {
  const settings = readSettings(process.env)
  const port = await findFreePort(settings.host, settings.port)
  const api = await startApi({ ...settings, port, ...(existsSync(deskDir) && { deskDir }) })
  stopOnce(() => api.stop())
  if (process.send) process.send({ ready: true, port: api.port })
  else console.log(`http://${settings.host}:${api.port}`)
}

/** A parent that was killed closes the channel; then nobody needs this process any more. */
function stopOnce(stop: () => Promise<void>): void {
  const ended = Promise.withResolvers<void>()
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect', 'message']) process.on(event, () => ended.resolve())
  if (process.send && !process.connected) ended.resolve()
  ended.promise.then(stop).then(() => process.exit(0), fail)
}

/** The parent tells a Problem in words; anything else is in the log only. */
function fail(error: unknown): void {
  console.error(error)
  if (!process.send || !isProblem(error)) process.exit(1)
  process.send({ code: error.code, params: error.params }, () => process.exit(1))
}

await serve().catch(fail)
