import { z } from '@hono/zod-openapi'
import { exportWords, yesNo } from '@zhucan/catalogue'
import type { ExportSource } from '../exports/index.ts'
import { countDirectory, readDirectory } from './directory.store.ts'
import { openPhone } from './organisations.store.ts'

/** How the directory can be narrowed, as it stands in an address. */
export const directoryFilter = z
  .object({
    region: z
      .string()
      .regex(/^\d{12}$/)
      .optional(),
    q: z.string().trim().min(1).max(40).optional(),
    lack: z.enum(['chair', 'commissioner']).optional(),
  })
  .strict()

/** The directory as a file; it comes back in through its own import. */
export const directorySource: ExportSource<z.infer<typeof directoryFilter>> = {
  what: 'directory',
  right: 'organisation.read',
  numberRight: 'organisation.contact',
  numbersPerRow: 2,
  filter: directoryFilter,
  columns: (withNumbers) => [
    'regionCode',
    'township',
    'village',
    'association',
    'chair',
    'chairFrom',
    ...(withNumbers ? (['chairPhone'] as const) : []),
    'commissioner',
    'commissionerSex',
    'commissionerFrom',
    ...(withNumbers ? (['commissionerPhone'] as const) : []),
    'paySource',
    'isHolder',
  ],
  markIn: 'township',
  count: countDirectory,
  async *rows(ctx, filter, { withNumbers, locale }) {
    for await (const row of readDirectory(ctx, filter)) {
      const { isCertificateHolder: holds } = row
      const phone = (id: string | null, sealed: Buffer | null) =>
        withNumbers ? [id ? openPhone(ctx, { id, sealed }) : null] : []
      yield [
        row.region,
        row.townshipName,
        row.regionName,
        row.name,
        row.chair,
        row.chairFrom,
        ...phone(row.chairId, row.chairSealed),
        row.commissioner,
        row.sex ? (exportWords[row.sex]?.[locale] ?? '') : null,
        row.commissionerFrom,
        ...phone(row.commissionerId, row.commissionerSealed),
        row.paySource,
        holds === null ? null : yesNo[holds ? 'yes' : 'no'][locale],
      ]
    }
  },
}
