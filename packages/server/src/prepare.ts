import { allowBackups, createPool, migrate } from '@zhucan/db'
import { fixKind } from './platform/database-kind.ts'
import { prepareJobs } from './platform/jobs-runner.ts'
import { hasRegions, loadRegions, type RegionRow } from './regions/index.ts'

/** What a database is prepared for; demo or real is decided once and for ever. */
export interface Preparation {
  ownerUrl: string
  demo: boolean
  /** Regions beside the national table: the invented ones of a demo. */
  extraRegions?: Iterable<RegionRow>
  /** Leaves the national table out; only tests do. */
  withoutNation?: boolean
  onPhase?(phase: 'migrating' | 'loading-regions'): void
}

/** Brings schema, queue and region table up to date. Safe to run at every start. */
export async function prepareServer(preparation: Preparation): Promise<void> {
  const owner = createPool(preparation.ownerUrl, { max: 2 })
  try {
    preparation.onPhase?.('migrating')
    await migrate(owner)
    await allowBackups(owner)
    await prepareJobs(owner)
    await fixKind(owner, preparation.demo ? 'demo' : 'real')
    if (!(await hasRegions(owner))) {
      preparation.onPhase?.('loading-regions')
      await loadRegions(owner, { extra: preparation.extraRegions ?? [], nation: !preparation.withoutNation })
    }
  } finally {
    await owner.end()
  }
}
