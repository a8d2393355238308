import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { folderHolder } from '@zhucan/db'

const fileName = 'server.json'

/** Keep the address of the running program where other commands find it. */
export async function writeServerFile(dataDir: string, url: string): Promise<() => Promise<void>> {
  const path = join(dataDir, fileName)
  await writeFile(path, `${JSON.stringify({ url })}\n`, { mode: 0o600 })
  return () => rm(path, { force: true })
}

/** Address of the program that runs on a data folder, or null. */
export async function runningUrl(dataDir: string): Promise<string | null> {
  if ((await folderHolder(dataDir)) === null) return null
  const content = await readFile(join(dataDir, fileName), 'utf8').catch(() => 'null')
  return (JSON.parse(content) as { url: string } | null)?.url ?? null
}

/** The address as it is typed into a browser. */
export function serverUrl(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
