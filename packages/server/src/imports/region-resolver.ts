import { isFillerName } from '@zhucan/catalogue'
import type { FaultCode } from '@zhucan/kernel'
import type { CodeRange, Ctx } from '../platform/index.ts'
import { openRegionTree, type RegionTree, type TreeRegion } from './region-tree.store.ts'

/** What a region cell means: a code in force, and what is wrong with it. 'region.out-of-reach' may come with the code. */
export type ResolvedRegion = { code: string | null; fault: FaultCode | null }

/** Finds the regions that the cells of a file mean; each distinct text is looked up once. */
export interface RegionResolver {
  /** Looks up the texts that are not known yet. */
  prepare(texts: Iterable<string>): Promise<void>
  /** The meaning of a prepared text. */
  get(text: string): ResolvedRegion
}

const nation = '000000000000'
const separators = /[\s/\\>》、,，;；|·\-—_]+/g
const houseNumber = /^(?:第?[0-9一二三四五六七八九十]+(?:组|社|队|号|栋|幢|弄|巷|路).*)$/

/** A resolver for one user's reach: codes of 12 digits (or 6, 9), paths of names, names run together. */
export function openRegionResolver(ctx: Ctx): RegionResolver {
  const tree = openRegionTree(ctx)
  const known = new Map<string, ResolvedRegion>()
  let starts: Promise<string[][]> | null = null
  return {
    async prepare(texts) {
      const fresh = [...new Set(texts)].filter((text) => !known.has(text))
      if (fresh.length === 0) return
      starts ??= startingPoints(ctx, tree)
      const codes = await resolveCodes(tree, fresh)
      for (const text of fresh) {
        const found = codes.get(text) ?? (await resolveName(tree, await starts, text))
        known.set(text, judge(found, ctx.user.reach))
      }
    },
    get: (text) => known.get(text) ?? { code: null, fault: 'region.unknown' },
  }
}

function judge(found: readonly string[], reach: readonly CodeRange[]): ResolvedRegion {
  const inside = found.filter((code) => reach.some(({ lo, hi }) => code >= lo && code < hi))
  if (inside.length === 1) return { code: inside[0]!, fault: null }
  if (inside.length > 1) return { code: null, fault: 'region.ambiguous' }
  if (found.length === 0) return { code: null, fault: 'region.unknown' }
  return { code: found.length === 1 ? found[0]! : null, fault: 'region.out-of-reach' }
}

async function resolveCodes(
  tree: RegionTree,
  texts: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const codes = new Map<string, string>()
  for (const text of texts) {
    const digits = text.normalize('NFKC').replaceAll(/\s/g, '').replace(/\.0+$/, '')
    if (/^\d{6,12}$/.test(digits)) codes.set(text, digits.padEnd(12, '0'))
  }
  if (codes.size === 0) return new Map()
  const existing = await tree.existing([...new Set(codes.values())])
  return new Map(
    [...codes].map(([text, code]) => {
      const current = existing.get(code)
      return [text, current === undefined ? [] : [current]]
    }),
  )
}

/** Where a path may begin, tried in turn: at the top, inside an ancestor of the reach, inside the reach, a level below. */
async function startingPoints(ctx: Ctx, tree: RegionTree): Promise<string[][]> {
  const roots = ctx.user.reach.map(({ lo }) => lo)
  const chains = await Promise.all(roots.map((code) => tree.pathTo(code)))
  const above = [nation, ...chains.flatMap((chain) => chain.slice(0, -1).map(({ code }) => code))]
  const below = await Promise.all(roots.map((code) => tree.children(code)))
  return [
    [...new Set([...above, ...roots])],
    below
      .flat()
      .map(({ code }) => code)
      .slice(0, 300),
  ]
}

interface Parse {
  code: string
  whole: boolean
}

async function resolveName(tree: RegionTree, starts: readonly string[][], text: string): Promise<string[]> {
  const path = text.normalize('NFKC').replaceAll(separators, '')
  if (path === '') return []
  for (const group of starts) {
    const parses: Parse[] = []
    for (const start of group) await walk(tree, { start, rest: path, whole: true, level: 0 }, parses)
    if (parses.length > 0) return best(parses)
  }
  return []
}

/** A reading that leaves nothing out of any name beats one that does. */
function best(parses: readonly Parse[]): string[] {
  const wholes = parses.filter(({ whole }) => whole)
  return [...new Set((wholes.length > 0 ? wholes : parses).map(({ code }) => code))]
}

interface Step {
  start: string
  rest: string
  whole: boolean
  level: number
}

async function walk(tree: RegionTree, step: Step, parses: Parse[]): Promise<void> {
  const children = await tree.children(step.start)
  const matched = children.flatMap((child) => continuations(child, step))
  for (const { child, rest, whole } of matched) {
    if (rest === '' || (child.level >= 4 && houseNumber.test(rest))) {
      parses.push({ code: child.code, whole })
      continue
    }
    const before = parses.length
    await walk(tree, { start: child.code, rest, whole, level: child.level }, parses)
    if (parses.length > before) continue
  }
  if (matched.length > 0) return
  for (const child of children.filter((one) => mayBeSkipped(one, step))) {
    await walk(tree, { ...step, start: child.code, level: child.level }, parses)
  }
}

function continuations(child: TreeRegion, { rest, whole }: Step) {
  return child.forms
    .filter(({ text }) => rest.startsWith(text))
    .map((form) => ({ child, rest: rest.slice(form.text.length), whole: whole && form.whole }))
}

/** People leave out the city between province and county, and levels that exist on paper only. */
function mayBeSkipped(child: TreeRegion, step: Step): boolean {
  return isFillerName(child.name) || (step.level === 1 && child.level === 2)
}
