import { type ExportKind, exportFilterWords } from '@zhucan/catalogue'
import type { Label } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { findRegionPath } from '../regions/index.ts'
import { findOfficeName } from './people.store.ts'
import { exportSourceOf } from './sources.ts'

/** What an export holds, in plain words: the same on its cover, in the list and before whoever approves it. */
export async function exportScope(
  ctx: Ctx,
  what: ExportKind,
  filter: Readonly<Record<string, unknown>>,
): Promise<Label> {
  const { region, office: clueOffice, organisation } = filter
  const office = clueOffice ?? organisation
  const path = typeof region === 'string' ? await findRegionPath(ctx, region) : []
  return exportFilterWords(what, filter, {
    ...(await exportSourceOf(what)?.names?.(ctx, filter)),
    region: path.length > 0 ? path.map(({ name }) => name).join('') : null,
    office: typeof office === 'string' ? await findOfficeName(ctx, office) : null,
  })
}
