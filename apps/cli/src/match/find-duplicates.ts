import { resolve } from 'node:path'
import type { PlainDate } from '@zhucan/kernel'
import type { LinkStep } from '@zhucan/matching'
import type { CsvRow } from '@zhucan/sheets'
import { dedupeCompared, type LinkageReport } from './link-compared.ts'
import { dedupeIdentities } from './link-identities.ts'
import { loadSide } from './load-sides.ts'
import { duplicateRecords } from './match.store.ts'
import { inPrivateFolder, type SideReport } from './match-files.ts'
import { readMatchMap, type Side } from './match-map.ts'
import { checkPlace, rounded, writeWhole } from './write-links.ts'

/** What `zhucan match --dedupe` was asked to do. */
export interface DedupeJob {
  readonly register: string
  readonly map?: string | undefined
  readonly out: string
  readonly memory?: string | undefined
  readonly model?: string | undefined
  readonly day: PlainDate
  readonly onRows?: (side: Side, rows: number) => void
  readonly onStep?: (step: LinkStep, count: number) => void
}

/** What came out; `linkage.linked` counts pairs. */
export interface DedupeReport {
  readonly register: Omit<SideReport, 'usable'>
  readonly linkage: LinkageReport
  readonly out: string
}

const header = ['row_a', 'row_b', 'probability', 'weight', 'evidence'] as const

/** Finds rows of one file that are one person, and writes every such pair. */
export async function findDuplicates(job: DedupeJob): Promise<DedupeReport> {
  await checkPlace(resolve(job.out))
  const map = await readMatchMap(job.map)
  return inPrivateFolder([job.register], job.memory, async (analysis) => {
    const loaded = await loadSide(analysis, 'register', job.register, {
      map,
      onRows: job.onRows,
    })
    const { found: _, ofRegister: __, ...register } = loaded
    const linkage =
      map.compare.length > 0
        ? await dedupeCompared(analysis, map, job)
        : await dedupeIdentities(analysis, job, loaded)
    await writeWhole(resolve(job.out), pairRows(duplicateRecords(analysis)))
    return { register, linkage, out: job.out }
  })
}

async function* pairRows(source: ReturnType<typeof duplicateRecords>): AsyncGenerator<CsvRow> {
  yield header
  for await (const batch of source)
    for (const row of batch)
      yield [row.row_a, row.row_b, rounded(row.probability, 6), rounded(row.weight, 2), row.evidence]
}
