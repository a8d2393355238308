import { indicatorByCode } from '@zhucan/catalogue'
import { type BoundFigure, printedNumber } from '@zhucan/papers'
import { type Ctx, isOneself } from '../platform/index.ts'
import { dayOf } from './paper-acts.ts'
import { flagsOf, type PaperFlags } from './paper-flags.ts'
import type { WholePaper } from './paper-shapes.ts'
import { getPaper, listEvents, type PaperRow } from './papers.store.ts'
import { regionNames } from './sources.store.ts'

/** A paper as lists show it. */
export const lineOf = (row: PaperRow) => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  version: row.version,
  title: row.title,
  documentNumber:
    row.organ === null || row.numberYear === null || row.number === null
      ? null
      : printedNumber({
          number: { organ: row.organ, year: row.numberYear, number: row.number },
          ...{ organ: row.organ, signedOn: null },
        }),
  organisationName: row.organisationName,
  changedByName: row.changedByName,
  changedAt: row.changedAt.toISOString(),
  issuedOn: row.issuedOn,
})

const nothing: PaperFlags = { personal: [], doubts: [], changed: [] }

/** A paper whole, with its flags while it can still be changed, its history, and words for its figures. */
export async function pageOf(ctx: Ctx, id: string) {
  const kept = await getPaper(ctx, id)
  const { paper } = kept
  const events = await listEvents(ctx, id)
  const isOpen = kept.state === 'draft' || kept.state === 'reviewed'
  const wrote = events.some(
    ({ action, actorId, actorName }) =>
      ['make', 'save', 'refresh'].includes(action) && isOneself(ctx, { id: actorId, name: actorName }),
  )
  return {
    ...lineOf(kept),
    // What is kept was checked by the same schema when it was written.
    paper: paper as unknown as WholePaper,
    flags: isOpen ? await flagsOf(ctx, paper, dayOf(kept, ctx.day())) : nothing,
    figureNames: await namesOf(ctx, paper.figures),
    source: kept.source,
    sha256: kept.sha256?.toString('hex') ?? null,
    size: kept.size,
    isOwn: kept.organisationId === ctx.user.organisationId,
    hasWritten: wrote,
    events: events.map(({ actorId: _, at, details, ...event }) => ({
      ...event,
      details: details as Record<string, unknown>,
      at: at.toISOString(),
    })),
  }
}

async function namesOf(ctx: Ctx, figures: Readonly<Record<string, BoundFigure>>) {
  const places = await regionNames(ctx, [...new Set(Object.values(figures).map(({ region }) => region))])
  return Object.fromEntries(
    Object.entries(figures).map(([id, { indicator, region }]) => [
      id,
      { indicator: indicatorByCode(indicator)?.label.zh ?? indicator, region: places.get(region) ?? region },
    ]),
  )
}
