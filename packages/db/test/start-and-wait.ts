// Run as a process of its own: starts the embedded server of a folder, says its pid, and waits to be ended.
import { isProblem } from '@zhucan/kernel'
import { startEmbedded } from '../src/embedded.ts'

const [dataDir = '', whenRunning = 'refuse'] = process.argv.slice(2)
try {
  const server = await startEmbedded({ dataDir, whenRunning: whenRunning as 'refuse' | 'join' })
  process.once('SIGTERM', () => server.stop().then(() => process.exit(0)))
  console.log(JSON.stringify({ pid: server.pid, reused: server.reused, appUrl: server.appUrl }))
  setInterval(() => undefined, 60_000)
} catch (error) {
  if (!isProblem(error)) throw error
  console.log(JSON.stringify({ code: error.code, params: error.params }))
}
