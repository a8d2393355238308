import { readFile } from 'node:fs/promises'
import { problem } from '@zhucan/kernel'
import { type LinkModel, type LinkReport, readModel } from '@zhucan/matching'
import { writeText } from './write-links.ts'

/**
 * Runs with the model of a file, or trains one and keeps it under that name. Nothing that exists is ever retrained or
 * overwritten. Throws Problem 'match.model-unreadable'.
 */
export async function withModel(
  path: string | undefined,
  run: (given: { model?: LinkModel }) => Promise<LinkReport>,
): Promise<LinkReport> {
  if (path === undefined) return run({})
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw problem('match.model-unreadable', { path })
  })
  const model = text === null ? undefined : readModel(text)
  if (model === null) throw problem('match.model-unreadable', { path })
  const report = await run(model === undefined ? {} : { model })
  if (model !== undefined && report.trained) throw problem('match.model-unreadable', { path })
  if (model === undefined) await writeText(path, `${JSON.stringify(report.model, null, 2)}\n`)
  return report
}
