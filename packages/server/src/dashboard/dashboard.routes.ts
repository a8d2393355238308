import { z } from '@hono/zod-openapi'
import { facts, files, rules } from '@zhucan/catalogue'
import { categories, daysBetween, plainDate } from '@zhucan/kernel'
import { query } from '../platform/index.ts'
import { findLatestScreening, rulesOn } from '../screening/index.ts'
import { placeWidth, sumKinds, sumMatrix, sumPlaces } from './add-up-figures.ts'
import { periodsUntil, trendOf, trendSteps } from './clue-trend.ts'
import { countClueDays, countLists, listChildren, sumClues, sumPeople } from './dashboard.store.ts'

/** A quarter of weeks, or a year of months. */
const trendLength = 12

const label = z.object({ zh: z.string(), en: z.string() })

const catalogue = z.object({
  rules: z.array(
    z.object({
      id: z.string(),
      title: label,
      severity: z.string(),
      kind: z.string(),
      subject: z.string(),
      advice: label,
    }),
  ),
  files: z.array(
    z.object({
      id: z.string(),
      title: label,
      department: label,
      permittedUse: label,
      legalBasis: label,
      retentionDays: z.number(),
      sheets: z.array(
        z.object({
          key: z.string(),
          title: label,
          columns: z.array(z.object({ key: z.string(), label, kind: z.string(), required: z.boolean() })),
        }),
      ),
    }),
  ),
  categories: z.array(z.object({ code: z.string(), label })),
  facts: z.array(z.object({ name: z.string(), label })),
})

/** The same for everybody as long as the program runs, so it is written out once. */
let written: string | undefined

function catalogueText(): string {
  written ??= JSON.stringify(
    catalogue.parse({
      rules: [...rules],
      categories: [...categories],
      facts: Object.entries(facts).map(([name, f]) => ({ name, label: f.label })),
      files: files.map((file) => ({
        ...file,
        sheets: Object.entries(file.sheets).map(([key, sheet]) => ({
          key,
          title: sheet.title,
          columns: Object.entries(sheet.columns).map(([column, c]) => ({
            key: column,
            ...c,
            required: c.required === true,
          })),
        })),
      })),
    }),
  )
  return written
}

/** Figures; each can be opened into exactly the rows it counts, by the same filter. */
export const dashboardOperations = [
  query({
    path: '/api/v1/dashboard',
    summary: 'Holders, clues and lists of a region',
    right: 'dashboard.read',
    query: z.object({
      region: z
        .string()
        .regex(/^\d{12}$/)
        .optional(),
    }),
    output: z.object({
      day: z.string(),
      region: z.string(),
      screenedOn: z.string().nullable(),
      people: z.array(z.object({ kind: z.string(), count: z.number() })),
      matrix: z.array(z.object({ category: z.string(), level: z.number(), count: z.number() })),
      byRegion: z.array(
        z.object({ code: z.string(), name: z.string(), holders: z.number(), clues: z.number() }),
      ),
      cluesByRule: z.array(
        z.object({
          rule: z.string(),
          title: label,
          severity: z.string(),
          open: z.number(),
          withdrawn: z.number(),
          cannotSay: z.number(),
        }),
      ),
      lists: z.array(
        z.object({
          id: z.string(),
          fileType: z.string(),
          title: z.string(),
          rows: z.number(),
          matched: z.number(),
          invalid: z.number(),
          absent: z.number(),
          receivedOn: z.string(),
          ageDays: z.number(),
        }),
      ),
    }),
    audit: 'no-personal-data',
    async run(ctx, { query: { region = ctx.user.reach[0]?.lo ?? ctx.user.region } }) {
      const screening = await findLatestScreening(ctx)
      const unknown = new Map(screening?.counts.map((c) => [c.rule, c.cannotSay]))
      const children = await listChildren(ctx, region)
      const { groups, holders } = await sumPeople(ctx, region, placeWidth(children))
      const { rules: byRule, open } = await sumClues(ctx, region, placeWidth(children))
      const clues = new Map(byRule.map((sums) => [sums.rule, sums]))
      return {
        day: ctx.day(),
        region,
        screenedOn: screening?.day ?? null,
        people: sumKinds(groups),
        matrix: sumMatrix(groups),
        byRegion: sumPlaces({ holders, open }, children),
        cluesByRule: rulesOn(ctx.day()).map(({ definition: r }) => ({
          rule: r.id,
          title: r.title,
          severity: r.severity,
          open: clues.get(r.id)?.open ?? 0,
          withdrawn: clues.get(r.id)?.withdrawn ?? 0,
          cannotSay: unknown.get(r.id) ?? 0,
        })),
        lists: (await countLists(ctx)).map((l) => ({
          ...l,
          ageDays: daysBetween(plainDate(l.receivedOn), ctx.day()),
        })),
      }
    },
  }),
  query({
    path: '/api/v1/dashboard/trend',
    summary: 'Clues found, finished and open by week or month',
    right: 'dashboard.read',
    query: z.object({
      region: z
        .string()
        .regex(/^\d{12}$/)
        .optional(),
      by: z.enum(trendSteps).optional(),
    }),
    output: z.object({
      by: z.enum(trendSteps),
      points: z.array(
        z.object({
          from: z.string(),
          to: z.string(),
          found: z.number(),
          finished: z.number(),
          open: z.number(),
        }),
      ),
    }),
    audit: 'no-personal-data',
    async run(ctx, { query: { region = ctx.user.reach[0]?.lo ?? ctx.user.region, by = 'week' } }) {
      const periods = periodsUntil(ctx.day(), by, trendLength)
      return { by, points: trendOf(await countClueDays(ctx, region), periods) }
    },
  }),
  query({
    path: '/api/v1/catalogue',
    summary: 'Rules, file types and labels',
    right: 'catalogue.read',
    output: catalogue,
    audit: 'no-personal-data',
    run: async () =>
      new Response(catalogueText(), {
        headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
      }),
  }),
]
