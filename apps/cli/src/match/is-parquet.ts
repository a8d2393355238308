import { open } from 'node:fs/promises'
import { problem } from '@zhucan/kernel'

/** Whether a file is a Parquet file, by its first bytes. Throws Problems 'file.not-found', 'file.not-readable'. */
export async function isParquet(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => {
    throw problem('file.not-found', { path })
  })
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.toString('latin1') === 'PAR1'
  } catch {
    throw problem('file.not-readable', { path })
  } finally {
    await file.close()
  }
}
