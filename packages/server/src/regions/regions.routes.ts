import { z } from '@hono/zod-openapi'
import { mayDo } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { query } from '../platform/operation.ts'
import { regionSound } from './region-sounds.ts'
import {
  countHolders,
  findRegionPath,
  findRegionsByName,
  listChildren,
  listOwnRegions,
} from './regions.store.ts'

const regionName = z.object({ code: z.string(), name: z.string(), level: z.number() })
const code = z.string().regex(/^\d{12}$/)

/** The five-level tree. Names are public; holder counts stay within the reach of those who may list people. */
export const regionOperations = [
  query({
    path: '/api/v1/regions/search',
    summary: 'Regions by the beginning of their name',
    right: 'region.read',
    query: z.object({ q: z.string().min(1).max(40) }),
    output: z.array(regionName.extend({ path: z.array(regionName) })),
    audit: 'no-personal-data',
    async run(ctx, { query: { q } }) {
      const found = await findRegionsByName(ctx, q)
      return Promise.all(found.map(async (r) => ({ ...r, path: await findRegionPath(ctx, r.code) })))
    },
  }),
  query({
    path: '/api/v1/regions/mine',
    summary: "The regions of one's area, as deep as is handy, with how their names are read",
    right: 'region.read',
    output: z.array(regionName.extend({ letters: z.string(), initials: z.string() })),
    audit: 'no-personal-data',
    run: async (ctx) => (await listOwnRegions(ctx, 1_500)).map((r) => ({ ...r, ...regionSound(r.name) })),
  }),
  query({
    path: '/api/v1/regions/{code}',
    summary: 'A region, its ancestors and what lies right below it',
    right: 'region.read',
    params: z.object({ code }),
    query: z.object({ count: z.enum(['holders']).optional() }),
    output: regionName.extend({
      path: z.array(regionName),
      children: z.array(regionName.extend({ hasChildren: z.boolean(), holders: z.number().optional() })),
    }),
    audit: 'no-personal-data',
    async run(ctx, { params, query: { count } }) {
      if (count && !mayDo(ctx.user.role, 'person.list')) throw problem('access.forbidden')
      const path = await findRegionPath(ctx, params.code)
      const self = path.at(-1) ?? nationOr(params.code)
      const children = await listChildren(ctx, params.code)
      if (!count) return { ...self, path, children }
      const holders = await countHolders(
        ctx,
        children.map((c) => c.code),
      )
      return { ...self, path, children: children.map((c) => ({ ...c, holders: holders.get(c.code) ?? 0 })) }
    },
  }),
]

function nationOr(wanted: string) {
  if (wanted !== '000000000000') throw problem('region.not-found', { code: wanted })
  return { code: wanted, name: '', level: 0 }
}
