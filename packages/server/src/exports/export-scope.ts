import { exportFilterWords } from '@zhucan/catalogue'
import type { Label } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { findRegionPath } from '../regions/index.ts'
import { findOfficeName } from './people.store.ts'

/** What an export holds, in plain words: the same on its cover, in the list and before whoever approves it. */
export async function exportScope(ctx: Ctx, filter: Readonly<Record<string, unknown>>): Promise<Label> {
  const { region, office } = filter
  const path = typeof region === 'string' ? await findRegionPath(ctx, region) : []
  return exportFilterWords(filter, {
    region: path.length > 0 ? path.map(({ name }) => name).join('') : null,
    office: typeof office === 'string' ? await findOfficeName(ctx, office) : null,
  })
}
