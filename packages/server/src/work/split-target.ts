import type { SplitWay, SumVerdict } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { insertAct } from './acts.store.ts'
import { type Cascade, type DeepWay, handDown, handDownLevel, planForMany } from './cascade.store.ts'
import { requireReceiveBy } from './deadlines.ts'
import { lastYearOf } from './last-year.store.ts'
import { type Division, type OfficeShare, planSplit, requireSum, type Weight } from './plan-split.ts'
import { describeShares, findSharers, listLiveParts, type ShownShare } from './split.store.ts'
import {
  lockTarget,
  requireTargetStep,
  type TargetRecord,
  withdrawTrees,
  writeTarget,
} from './target-moves.store.ts'
import { holdersOf, lowerRegions } from './weights.store.ts'

/** How somebody wants to divide a target. */
export interface SplitRequest {
  by: SplitWay
  /** Organisations with a share of their own; figures are needed for forms that are summed. */
  offices?: { organisationId: string; value?: string | undefined }[] | undefined
  /** The regions below that get something; all of them if not given. */
  regions?: string[] | undefined
  /** By hand only. */
  values?: { region: string; value: string }[] | undefined
}

/** How a division would come out. */
export interface SplitPreview {
  by: SplitWay
  value: string | null
  decimals: number
  form: string
  sum: SumVerdict
  shares: (ShownShare & { weight: string | null; isResult: boolean | null; before: string | null })[]
}

/** What a split did. */
export interface SplitDone {
  id: string
  state: string
  version: number
  added: number
  changed: number
  withdrawn: number
}

/** Divides without writing, so that a person sees what comes out. */
export async function previewSplit(ctx: Ctx, id: string, asked: SplitRequest): Promise<SplitPreview> {
  const target = await lockTarget(ctx, id)
  const division = await gather(ctx, target, asked)
  const { shares, sum } = planSplit(target, division)
  const before = new Map(
    (await listLiveParts(ctx, id)).map((part) => [keyOf(part.region, part.organisationId), part.value]),
  )
  const { form, value, decimals } = target
  const shown = await describeShares(ctx, shares)
  return {
    ...{ by: asked.by, form, value, decimals, sum },
    shares: shown.map((share) => ({
      ...share,
      ...weightOf(share.organisationId === null ? division.weights.get(share.region) : undefined),
      before: before.get(keyOf(share.region, share.organisationId)) ?? null,
    })),
  }
}

const weightOf = (weight: Weight | undefined) => ({
  weight: weight?.value ?? null,
  isResult: weight?.isResult ?? null,
})

/**
 * Divides a target among those below. Whoever had a share and gets none loses it, with all that was split from it.
 * `through` hands it on at once down to a level, each place dividing as this one does.
 */
export async function splitTarget(
  ctx: Ctx,
  id: string,
  {
    version,
    through,
    note,
    ...asked
  }: SplitRequest & {
    version: number
    through?: number | undefined
    receiveBy?: string | undefined
    note?: string | undefined
  },
): Promise<SplitDone> {
  const target = await lockTarget(ctx, id, version)
  const state = await requireTargetStep(ctx, target, 'split')
  const receiveBy = requireReceiveBy(ctx, asked.receiveBy)
  const shares = requireSum(target, planSplit(target, await gather(ctx, target, asked)))
  const actId = await insertAct(ctx, {
    ...{ kind: 'target', action: 'split', note },
    details: { by: asked.by, shares: shares.length, through: through ?? null },
  })
  const kept = new Set(
    shares.filter(isSomething(target)).map((share) => keyOf(share.region, share.organisationId)),
  )
  const parts = await listLiveParts(ctx, id)
  const gone = parts.filter((part) => !kept.has(keyOf(part.region, part.organisationId)))
  const withdrawn = await withdrawTrees(
    ctx,
    gone.map((part) => part.id),
    actId,
  )
  const step = { target, actId, receiveBy }
  const done = await handDown(ctx, shares, step)
  const deeper = await cascade(ctx, asked.by, through, step)
  await writeTarget(ctx, target, { state, splitBy: asked.by }, actId)
  return {
    ...{ id, state, version: version + 1, withdrawn },
    added: done.added + deeper.added,
    changed: done.changed + deeper.changed,
  }
}

/** A share that is written: nothing of a floor or of an exact figure is no share. */
const isSomething =
  ({ form }: TargetRecord) =>
  ({ value }: { value: string | null }): boolean =>
    !(Number(value) === 0 && value !== null && (form === 'floor' || form === 'equals'))

async function cascade(
  ctx: Ctx,
  by: SplitWay,
  through: number | undefined,
  step: Cascade,
): Promise<{ added: number; changed: number }> {
  const sum = { added: 0, changed: 0 }
  if (through === undefined || through <= step.target.level + 1) return sum
  if (by === 'hand') throw problem('work.way-not-possible')
  const way = by as DeepWay
  await planForMany(ctx, way, async () => {
    for (let level = step.target.level + 1; level < through; level++) {
      const { added, changed } = await handDownLevel(ctx, level, way, step)
      sum.added += added
      sum.changed += changed
    }
  })
  return sum
}

const keyOf = (region: string, organisationId: string | null): string => `${region} ${organisationId ?? ''}`

async function gather(ctx: Ctx, target: TargetRecord, asked: SplitRequest): Promise<Division> {
  const all = await lowerRegions(ctx, target.region)
  const wanted = asked.regions ? new Set(asked.regions) : null
  const regions = wanted ? all.filter(({ code }) => wanted.has(code)) : all
  if (wanted && regions.length !== wanted.size) throw problem('work.not-below')
  const values = new Map(asked.values?.map(({ region, value }) => [region, value]))
  if ([...values.keys()].some((code) => !all.some((region) => region.code === code)))
    throw problem('work.not-below')
  return {
    by: asked.by,
    regions,
    values,
    offices: await gatherOffices(ctx, target, asked),
    weights: await weigh(
      ctx,
      target,
      asked.by,
      regions.map(({ code }) => code),
    ),
  }
}

async function gatherOffices(ctx: Ctx, target: TargetRecord, asked: SplitRequest): Promise<OfficeShare[]> {
  const offices = asked.offices ?? []
  if (offices.length === 0) return []
  const known = new Map((await findSharers(ctx, target.region)).map((office) => [office.id, office]))
  return offices.map(({ organisationId, value }) => {
    const office = known.get(organisationId)
    if (!office) throw problem('work.not-an-office')
    return { organisationId, carriedBy: office.carriedBy, value: value ?? null }
  })
}

async function weigh(
  ctx: Ctx,
  target: TargetRecord,
  by: SplitWay,
  codes: string[],
): Promise<ReadonlyMap<string, Weight>> {
  if (by === 'population') {
    const held = await holdersOf(ctx, codes)
    return new Map([...held].map(([code, weight]) => [code, { weight, value: String(weight) }]))
  }
  if (by === 'last-year') return lastYearOf(ctx, target, codes)
  return new Map()
}
