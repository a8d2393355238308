import { createServer } from 'node:net'
import { problem } from '@zhucan/kernel'

const tries = 100

/** The first port from the given one on that nobody listens on; Problem 'program.no-free-port' after a hundred. */
export async function findFreePort(host: string, first: number): Promise<number> {
  for (let port = first; port < first + tries && port <= 65_535; port++) {
    if (await isFree(host, port)) return port
  }
  throw problem('program.no-free-port', { host, port: first })
}

async function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, resolve)
    })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false
    throw error
  } finally {
    server.close()
  }
}
