import { z } from '@hono/zod-openapi'
import { roles } from '@zhucan/catalogue'
import { query } from '../platform/operation.ts'
import { listReachRegions } from '../regions/index.ts'

const regionName = z.object({ code: z.string(), name: z.string(), level: z.number() })

/** What a signed-in user may ask about themselves. */
export const accessOperations = [
  query({
    path: '/api/v1/me',
    summary: 'Who I am, what I may do and where',
    right: 'me.read',
    output: z.object({
      user: z.object({ id: z.string(), name: z.string(), username: z.string(), role: z.string() }),
      roleLabel: z.object({ zh: z.string(), en: z.string() }),
      organisation: z.string(),
      may: z.array(z.string()),
      reach: z.array(regionName),
      demo: z.boolean(),
      day: z.string(),
    }),
    audit: 'no-personal-data',
    async run(ctx) {
      const role = roles[ctx.user.role]
      return {
        user: ctx.user,
        roleLabel: role.label,
        organisation: ctx.user.organisationName,
        may: [...role.may],
        reach: await listReachRegions(ctx),
        demo: ctx.demo,
        day: ctx.day(),
      }
    },
  }),
]
