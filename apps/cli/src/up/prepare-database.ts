import { loadKeyring } from '@zhucan/crypto'
import { databaseState, type OpenDatabase } from '@zhucan/db'
import { demoRegions } from '@zhucan/demo'
import { type Label, problem } from '@zhucan/kernel'
import { eraseRemembered, prepareServer } from '@zhucan/server'
import type { Output } from '../output.ts'
import type { Settings } from '../settings.ts'

/**
 * Bring an open database up to date, and make the keys if this is its first start. Keys are never made for
 * a database that has data: they would open nothing and hide the loss.
 */
export async function prepareDatabase(
  database: OpenDatabase,
  settings: Settings,
  options: {
    demo: boolean
    persons: number
    out: Output
    phases: Record<'migrating' | 'loading-regions', Label>
  },
): Promise<void> {
  const { isNew, isEmpty } = await databaseState(database.ownerUrl)
  if (options.demo && isNew && !isEmpty) throw problem('database.not-empty')
  await loadKeyring(settings.keysDir, { create: isNew })
  await prepareServer({
    ownerUrl: database.ownerUrl,
    demo: options.demo,
    ...(options.demo && { extraRegions: demoRegions(options.persons) }),
    onPhase: (phase) => options.out.note(options.phases[phase]),
  })
  await eraseRemembered(database.ownerUrl, settings.dataDir)
}
