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
  const model = await readModelFile(path)
  const report = await run(model === null ? {} : { model })
  if (model !== null && report.trained) throw problem('match.model-unreadable', { path })
  if (model === null) await writeText(path, `${JSON.stringify(report.model, null, 2)}\n`)
  return report
}

/** The model of a file; null where there is no file yet. Throws Problem 'match.model-unreadable'. */
export async function readModelFile(path: string): Promise<LinkModel | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw problem('match.model-unreadable', { path })
  })
  if (text === null) return null
  const model = readModel(text)
  if (model === null) throw problem('match.model-unreadable', { path })
  return model
}
