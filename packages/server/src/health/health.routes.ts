import { z } from '@hono/zod-openapi'
import packageJson from '../../package.json' with { type: 'json' }
import { query } from '../platform/index.ts'
import { gather, judgeReadings, type Reading, readingIds } from './readings.ts'

const reading = z.object({
  id: z.enum(readingIds as [Reading['id'], ...Reading['id'][]]),
  state: z.enum(['good', 'warning', 'danger']),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})

/** How the installation is: figures of the machine, nothing about anybody. */
export const healthOperations = [
  query({
    path: '/api/v1/health',
    summary: 'How the installation is, with what is to be done',
    right: 'system.health',
    output: z.object({
      at: z.string(),
      version: z.string(),
      schema: z.string(),
      node: z.string(),
      readings: z.array(reading),
    }),
    audit: 'no-personal-data',
    async run(ctx) {
      const all = await gather(ctx)
      return {
        at: new Date(ctx.now()).toISOString(),
        version: packageJson.version,
        schema: all.database.schema,
        node: process.version,
        readings: judgeReadings(all),
      }
    },
  }),
]
