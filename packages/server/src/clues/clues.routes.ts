import { z } from '@hono/zod-openapi'
import { roles } from '@zhucan/catalogue'
import { isWithin, regionLevel } from '@zhucan/kernel'
import { query, spendExport } from '../platform/index.ts'
import { paging } from '../register/index.ts'
import { ruleTitle } from '../screening/index.ts'
import { placeWidth, sumBy, sumByRegion, sumCells, sumDue } from './add-up-clues.ts'
import { holderRegion } from './clue-actions.ts'
import { countHistory, groupClues, listChildren } from './clue-counts.store.ts'
import { listHistory } from './clue-findings.store.ts'
import { clueSorts, listClues } from './clue-list.store.ts'
import { getClue } from './clue-page.store.ts'
import { clueFilter, clueLine, cluePage, code, day, historyLine, id, label } from './clue-shapes.ts'
import { showClue, showLine } from './clue-view.ts'
import { getEvidence } from './evidence.store.ts'
import { answerEvidence } from './evidence-file.ts'
import { listOffices } from './offices.store.ts'

const named = z.object({ count: z.number() })
const listing = [
  query({
    path: '/api/v1/clues',
    summary: 'Clues in reach, names masked, as a list of work',
    right: 'clue.list',
    query: clueFilter.extend({
      ...paging.shape,
      sort: z.enum(clueSorts).default('severity'),
      order: z.enum(['asc', 'desc']).default('asc'),
    }),
    output: z.object({ total: z.number(), rows: z.array(clueLine) }),
    audit: (output, { query: { page, pageSize: _, ...filter } }) => ({
      action: 'clue.list',
      details: { ...filter, page, total: 'total' in output ? output.total : 0 },
    }),
    async run(ctx, { query: { page, pageSize, sort, order, ...filter } }) {
      const place = { offset: (page - 1) * pageSize, limit: pageSize }
      const { total, rows } = await listClues(ctx, filter, { sort, order }, place)
      await spendExport(ctx, { way: 'clue-list', rows: rows.length })
      return { total, rows: rows.map((row) => showLine(ctx, row)) }
    },
  }),
  query({
    path: '/api/v1/clues/counts',
    summary: 'How many clues of each state, rule, region and colour; each count opens into its rows',
    right: 'clue.count',
    query: clueFilter.extend({ cells: z.enum(['true', 'false']).default('false') }),
    output: z.object({
      day: z.string(),
      total: z.number(),
      states: z.array(named.extend({ state: z.string() })),
      colours: z.array(named.extend({ colour: z.string() })),
      due: z.array(named.extend({ state: z.string(), colour: z.string() })),
      rules: z.array(named.extend({ rule: z.string(), title: label, severity: z.string() })),
      holders: z.array(named.extend({ holder: z.number() })),
      regions: z.array(named.extend({ region: z.string(), name: z.string() })),
      /** Only where `cells=true` asks for them: a county's are thousands. */
      cells: z
        .array(named.extend({ state: z.string(), rule: z.string(), region: z.string(), colour: z.string() }))
        .optional(),
    }),
    audit: 'no-personal-data',
    async run(ctx, { query: { cells: wanted, ...asked } }) {
      const filter = { ...asked, state: asked.state ?? (asked.mine ? ('open' as const) : ('all' as const)) }
      const withCells = wanted === 'true'
      const children = await listChildren(ctx, asked.region ?? ctx.user.region)
      const sums = await groupClues(ctx, { filter, width: placeWidth(children), withCells })
      const { groups, places, cells } = sums
      const severities = new Map(groups.map(({ rule, severity }) => [rule, severity]))
      return {
        day: ctx.day(),
        total: places.reduce((sum, { count }) => sum + count, 0),
        states: sumBy(groups, 'state').map(([state, count]) => ({ state, count })),
        colours: sumBy(groups, 'colour').map(([colour, count]) => ({ colour, count })),
        due: sumDue(groups),
        holders: sumBy(groups, 'holder').map(([level, count]) => ({ holder: level, count })),
        rules: sumBy(groups, 'rule').map(([rule, count]) => ({
          ...{ rule, count, title: ruleTitle(rule) },
          severity: severities.get(rule) ?? 'low',
        })),
        regions: sumByRegion(places, children),
        ...(withCells && { cells: sumCells(cells, children) }),
      }
    },
  }),
  query({
    path: '/api/v1/clues/history-figures',
    summary: 'What was done with clues, by office and month; no person and no clue in it',
    right: 'clue.history-figures',
    query: z.object({ from: day.optional(), to: day.optional(), region: code.optional() }),
    output: z.object({
      rows: z.array(
        z.object({
          action: z.string(),
          holder: z.number(),
          organisation: z.string().nullable(),
          month: z.string(),
          count: z.number(),
        }),
      ),
    }),
    audit: 'no-personal-data',
    run: async (ctx, { query: asked }) => ({ rows: await countHistory(ctx, asked) }),
  }),
  query({
    path: '/api/v1/clues/offices',
    summary: 'Offices and people at a place who may be given a clue',
    right: 'clue.issue',
    query: z.object({ region: code }),
    output: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: z.string(),
        region: z.string(),
        regionName: z.string().nullable(),
        holder: z.number(),
        people: z.array(z.object({ id: z.string(), name: z.string(), role: z.string(), roleLabel: label })),
      }),
    ),
    audit: 'no-personal-data',
    async run(ctx, { query: { region } }) {
      const places = [holderRegion(region, 4), holderRegion(region, 5)]
      const offices = await listOffices(ctx, [...new Set(places)])
      return offices
        .filter((office) => regionLevel(office.region) >= 4 && isWithin(region, office.region))
        .map((office) => ({
          ...office,
          holder: regionLevel(office.region),
          people: office.people.map((person) => ({
            ...person,
            roleLabel: roles[person.role as keyof typeof roles].label,
          })),
        }))
    },
  }),
]

const onePerson = (output: unknown) => ({
  subjectKind: 'person',
  subjectId: (output as { personId?: string }).personId ?? null,
})

const reading = [
  query({
    path: '/api/v1/clues/{id}',
    summary: 'One clue with its reason, clause by clause, and what was done with it',
    right: 'clue.read',
    params: id,
    output: cluePage,
    audit: (output) => ({ action: 'clue.read', ...onePerson(output) }),
    async run(ctx, { params }) {
      const clue = await showClue(ctx, params.id)
      await spendExport(ctx, { way: 'clue-page', pages: 1 })
      return clue
    },
  }),
  query({
    path: '/api/v1/clues/{id}/history',
    summary: 'The history of a clue, oldest first',
    right: 'clue.read',
    params: id,
    output: z.array(historyLine),
    audit: (_output, { params }) => ({
      action: 'clue.read-history',
      subjectKind: 'clue',
      subjectId: params.id,
    }),
    async run(ctx, { params }) {
      await getClue(ctx, params.id)
      return (await listHistory(ctx, params.id)).map((line) => ({
        ...line,
        from: line.fromState,
        to: line.toState,
        organisation: line.organisationName,
        office: line.officeName,
      }))
    },
  }),
  query({
    path: '/api/v1/clues/{id}/files/{file}',
    summary: 'A piece of evidence',
    right: 'clue.read',
    params: z.object({ id: z.uuid(), file: z.uuid() }),
    output: 'file',
    audit: (_output, { params }) => ({
      action: 'clue.read-evidence',
      subjectKind: 'clue',
      subjectId: params.id,
      details: { file: params.file },
    }),
    async run(ctx, { params }) {
      await getClue(ctx, params.id)
      const file = await getEvidence(ctx, params.id, params.file)
      await spendExport(ctx, { way: 'clue-page', pages: 1 })
      return answerEvidence(ctx, file)
    },
  }),
]

/** Lists, figures and single clues; fixed addresses come before those with an id. */
export const clueReading = [...listing, ...reading]
