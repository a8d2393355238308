import { z } from '@hono/zod-openapi'

/** A text in both languages. */
export const label = z.object({ zh: z.string(), en: z.string() })

/** How the counted figures stand to the records; null where nothing is counted. */
export const countState = z.object({
  countedAt: z.string().nullable(),
  changedBy: z.array(z.enum(['import', 'undo', 'screening', 'linking', 'clues'])),
  isCounting: z.boolean(),
})

/** A region as a screen names it. */
export const place = z.object({ code: z.string(), name: z.string(), level: z.number() })

/** A figure with what it rests on. */
export const figure = z.object({
  indicator: z.string(),
  version: z.number(),
  region: z.string(),
  value: z.string().nullable(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
  unknown: z.number(),
  source: z.enum(['computed', 'reported']),
  day: z.string().nullable(),
  missingPlaces: z.number(),
  coverage: z.object({
    have: z.number(),
    due: z.number(),
    missing: z.array(z.object({ region: z.string(), name: z.string() })),
  }),
})

/** A sign beside a figure. */
export const alarm = z.object({ code: z.string(), text: label })

/** What a screen needs to know of an indicator. */
export const described = z.object({
  code: z.string(),
  label,
  topic: z.string(),
  kind: z.string(),
  unit: z.string(),
  direction: z.string(),
  version: z.number(),
  source: z.enum(['computed', 'reported']),
})

/** How far a target is. */
export const measuredTarget = z.object({
  targetId: z.string(),
  indicator: z.string(),
  version: z.number(),
  form: z.string(),
  target: z.string().nullable(),
  unit: z.string(),
  value: z.string().nullable(),
  measuredBy: z.enum(['region', 'office', 'region-for-office']),
  percent: z.string().nullable(),
  left: z.string().nullable(),
  timePassed: z.string(),
  expected: z.object({ even: z.string(), schedule: z.string().nullable() }),
  status: z.string(),
  statusText: label,
  figure,
  ageDays: z.number().nullable(),
  alarms: z.array(alarm),
})

/** A reported figure as a list shows it. */
export const reportLine = z.object({
  id: z.string(),
  indicator: z.string(),
  version: z.number(),
  region: z.string(),
  regionName: z.string().nullable(),
  period: z.string(),
  numerator: z.string(),
  denominator: z.string().nullable(),
  evidence: z.string(),
  note: z.string().nullable(),
  state: z.string(),
  revision: z.number(),
  carrierName: z.string().nullable(),
  files: z.number(),
})
