import type { Comparison } from './plan.ts'

/** Chances of one level: among true pairs (m) and among pairs of two different persons (u). */
export interface LevelChance {
  readonly id: string
  readonly m: number
  readonly u: number
}

/** What a training run learnt, as kept in a model file. */
export interface LinkModel {
  readonly format: 1
  /** Kind of plan it belongs to. */
  readonly plan: string
  /** Names this very model; made of its content. */
  readonly version: string
  /** What it was trained on, in words. */
  readonly trainedOn: string
  readonly comparisons: Readonly<Record<string, readonly LevelChance[]>>
}

/** Chances of the codes of each comparison: place 0 is unused (missing says nothing), the last is `differs`. */
export interface Chances {
  readonly m: readonly (readonly number[])[]
  readonly u: readonly (readonly number[])[]
}

/** Chances in the order of a plan's comparisons; null when the model does not fit the plan. */
export function chancesOf(model: LinkModel, comparisons: readonly Comparison[]): Chances | null {
  const m: number[][] = []
  const u: number[][] = []
  for (const comparison of comparisons) {
    const levels = model.comparisons[comparison.id]
    if (levels?.length !== comparison.levels.length + 1) return null
    m.push([0, ...levels.map((level) => level.m)])
    u.push([0, ...levels.map((level) => level.u)])
  }
  return { m, u }
}

/** A model file's content from chances. */
export function modelOf(
  plan: { readonly id: string; readonly comparisons: readonly Comparison[] },
  chances: Chances,
  trainedOn: string,
): LinkModel {
  const comparisons = Object.fromEntries(
    plan.comparisons.map((comparison, at) => [comparison.id, levelsOf(comparison, chances, at)]),
  )
  const version = `${plan.id}-${fingerprint(JSON.stringify([comparisons, trainedOn]))}`
  return { format: 1, plan: plan.id, version, trainedOn, comparisons }
}

function levelsOf(comparison: Comparison, chances: Chances, at: number): LevelChance[] {
  const names = [...comparison.levels.map((level) => level.id), 'differs']
  return names.map((id, level) => ({
    id,
    m: Number(chances.m[at]![level + 1]!.toPrecision(6)),
    u: Number(chances.u[at]![level + 1]!.toPrecision(6)),
  }))
}

/** Eight hexadecimal digits of a text (FNV-1a), enough to tell models apart. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/** A model from the text of its file; null when it is none. */
export function readModel(text: string): LinkModel | null {
  try {
    const value = JSON.parse(text) as Partial<LinkModel>
    const levels = Object.values(value.comparisons ?? {}).flat()
    const isChance = (share: unknown) => typeof share === 'number' && share > 0 && share <= 1
    const isWhole = value.format === 1 && typeof value.version === 'string' && levels.length > 0
    return isWhole && levels.every(({ m, u }) => isChance(m) && isChance(u)) ? (value as LinkModel) : null
  } catch {
    return null
  }
}
