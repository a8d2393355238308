import { addDays, problem } from '@zhucan/kernel'
import {
  type Duty,
  deedOf,
  draftBulletin,
  draftDuties,
  draftNotice,
  type Office,
  officesBelow,
  type Paper,
  proposedOrgan,
  shortNameOf,
  subjectOfNotice,
} from '@zhucan/papers'
import { type ConfirmedItem, confirmedItems } from '../notices/index.ts'
import type { Ctx } from '../platform/index.ts'
import { holdsPersonalData } from './paper-flags.ts'
import type { DraftSource } from './paper-shapes.ts'
import { insertPaper } from './papers.store.ts'
import { noticeHead, placeOf, sourceTasks } from './sources.store.ts'
import { toldTargets } from './standings.ts'

/** Makes a draft from what the office has. Problems 'paper.nothing-to-tell' where there is nothing of it, 'paper.number-in-title'. */
export async function makeDraft(ctx: Ctx, source: DraftSource): Promise<{ id: string; kind: Paper['kind'] }> {
  const own = await officeOf(ctx)
  const paper = await drafted(ctx, source, own)
  if (holdsPersonalData(paper.title)) throw problem('paper.number-in-title')
  const day = source.from === 'targets' ? figuresOn(source.period.to, ctx.day()) : ctx.day()
  const id = await insertPaper(ctx, paper, { ...source, day })
  return { id, kind: paper.kind }
}

/** Figures of a period that is over are those of its last day. */
const figuresOn = (to: string, today: string): string => (to < today ? to : today)

interface Own {
  office: Office
  addressees: string[]
}

async function officeOf(ctx: Ctx): Promise<Own> {
  const { name, level } = await placeOf(ctx, ctx.user.region)
  const full = ctx.user.organisationName
  const office = { name: full, shortName: shortNameOf(full), organ: proposedOrgan(full), placeName: name }
  return { office, addressees: [officesBelow(level)].filter((one) => one !== '') }
}

function drafted(ctx: Ctx, source: DraftSource, own: Own): Promise<Paper> {
  if (source.from === 'notice') return fromNotice(ctx, source.notice, own)
  if (source.from === 'tasks') return fromTasks(ctx, source.subject, own)
  if (source.from === 'targets') return fromTargets(ctx, source, own)
  return Promise.resolve(draftNotice(own.office, ctx.day(), own.addressees, source.title))
}

async function fromTargets(
  ctx: Ctx,
  { targets, period }: Extract<DraftSource, { from: 'targets' }>,
  { office, addressees }: Own,
): Promise<Paper> {
  const asOf = figuresOn(period.to, ctx.day())
  const told = await toldTargets(ctx, targets, asOf)
  if (told.length === 0) throw problem('paper.nothing-to-tell')
  return draftBulletin({
    ...{ office, addressees, period, asOf, targets: told, day: ctx.day() },
    reportBy: addDays(ctx.day(), 7),
    mendBy: addDays(ctx.day(), 14),
  })
}

async function fromTasks(ctx: Ctx, subject: string, { office, addressees }: Own): Promise<Paper> {
  const tasks = await sourceTasks(ctx)
  if (tasks.length === 0) throw problem('paper.nothing-to-tell')
  const duties = tasks.map(
    ({ what, lead, support, dueOn }): Duty => ({ what, lead: lead ? [lead] : [], support, due: dueOn }),
  )
  const reportBy = addDays(ctx.day(), 60)
  return draftDuties({
    office,
    day: ctx.day(),
    basis: null,
    subject,
    goals: [],
    duties,
    addressees,
    reportBy,
  })
}

async function fromNotice(ctx: Ctx, id: string, { office, addressees }: Own): Promise<Paper> {
  const head = await noticeHead(ctx, id)
  const items = head?.state === 'confirmed' ? await confirmedItems(ctx, id) : []
  const duties = items.flatMap((item) => dutyOf(item, items, head?.headings ?? {}))
  if (!head || duties.length === 0) throw problem('paper.nothing-to-tell')
  return draftDuties({
    ...{ office, duties, addressees, day: ctx.day() },
    basis: { title: head.title, number: head.documentNumber },
    subject: subjectOfNotice(head.title, ctx.day()),
    goals: items.filter(({ kind }) => kind === 'target').map(({ quote }) => quote),
    reportBy: reportDay(items) ?? addDays(ctx.day(), 60),
  })
}

/** The duty and, where the notice gives one in the same section, its day. */
function dutyOf(
  item: ConfirmedItem,
  items: readonly ConfirmedItem[],
  headings: Readonly<Record<string, string>>,
): Duty[] {
  if (item.kind !== 'responsibility') return []
  const due = items.find(
    (other) => other.kind === 'deadline' && other.section === item.section && item.section !== '',
  )
  const day = due?.kind === 'deadline' && typeof due.value.date === 'string' ? due.value.date : ''
  const what = deedOf(item.quote, item.value.lead, headings[item.section] ?? '')
  return [{ what, lead: item.value.lead, support: item.value.support, due: day }]
}

const reportDay = (items: readonly ConfirmedItem[]): string | undefined =>
  items
    .flatMap((item) => (item.kind === 'deadline' && item.value.to !== null ? [item.value.date] : []))
    .find((date) => typeof date === 'string')
