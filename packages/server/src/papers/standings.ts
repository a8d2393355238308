import { indicatorByCode, indicatorUnits } from '@zhucan/catalogue'
import { plainDate } from '@zhucan/kernel'
import type { Standing, ToldTarget } from '@zhucan/papers'
import { type Completion, completion } from '../indicators/index.ts'
import type { Ctx } from '../platform/index.ts'
import { type SourceTarget, sourceTargets } from './sources.store.ts'

/** Targets with the shares under them and how far each is on a day. */
export async function toldTargets(ctx: Ctx, ids: readonly string[], day: string): Promise<ToldTarget[]> {
  const wholes = await sourceTargets(ctx, ids, 'id')
  const shares = await sourceTargets(ctx, ids, 'parent')
  const known = await completionsOf(
    ctx,
    [...wholes, ...shares].map(({ id }) => id),
    day,
  )
  return wholes.map((target) => ({
    label: indicatorByCode(target.indicator)?.label.zh ?? target.indicator,
    unit: unitOf(target.unit),
    whole: standingOf(target, known.get(target.id)),
    places: shares
      .filter(({ parentId }) => parentId === target.id)
      .map((share) => standingOf(share, known.get(share.id))),
  }))
}

/** How single targets stand on a day, by id; what is out of reach is left out. */
export async function standingsOf(
  ctx: Ctx,
  ids: readonly string[],
  day: string,
): Promise<Map<string, Standing>> {
  const targets = await sourceTargets(ctx, ids, 'id')
  const known = await completionsOf(
    ctx,
    targets.map(({ id }) => id),
    day,
  )
  return new Map(targets.map((target) => [target.id, standingOf(target, known.get(target.id))]))
}

async function completionsOf(
  ctx: Ctx,
  ids: readonly string[],
  day: string,
): Promise<Map<string, Completion>> {
  const known = await completion(ctx, ids, plainDate(day))
  return new Map(known.map((one) => [one.targetId, one]))
}

const unitOf = (unit: string): string =>
  unit === 'per-cent' ? '%' : ((indicatorUnits as Record<string, { zh: string }>)[unit]?.zh ?? unit)

function standingOf(target: SourceTarget, completion: Completion | undefined): Standing {
  const figure = completion?.figure
  return {
    targetId: target.id,
    region: target.region,
    name: target.name,
    indicator: target.indicator,
    version: completion?.version ?? indicatorByCode(target.indicator)?.version ?? 1,
    period: { from: target.periodFrom, to: target.periodTo },
    target: completion?.target ?? plainDecimal(target.value),
    done: completion?.value ?? null,
    rate: completion?.percent ?? null,
    timePassed: completion?.timePassed ?? '0.00',
    day: figure?.day ?? null,
    coverage: { have: figure?.coverage.have ?? 0, due: figure?.coverage.due ?? 1 },
    sourceTime: figure?.day ?? null,
    status: completion?.status ?? 'no-figure',
    alarms: completion?.alarms.map(({ text }) => text.zh) ?? [],
    overdueSince: target.overdueSince,
  }
}

/** 1500.0000 → 1500. */
const plainDecimal = (text: string | null): string | null =>
  text === null ? null : text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
