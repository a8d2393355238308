import type { z } from '@hono/zod-openapi'
import type { Action, ExportKind, exportColumns, FilterNames } from '@zhucan/catalogue'
import type { Ctx } from '../platform/index.ts'

/** A cell of an exported row. */
export type ExportCell = string | number | null

/** One table that may be exported: it counts and it gives rows; approval, marks and sealing are the same for all. */
export interface ExportSource<F = Record<string, unknown>> {
  what: ExportKind
  /** Who may export it at all. */
  right: Action
  /** Who may have numbers in it; null = it has none. */
  numberRight: Action | null
  /** Numbers in clear that leave with a row. */
  numbersPerRow: number
  filter: z.ZodType<F>
  columns(withNumbers: boolean): (keyof typeof exportColumns)[]
  /** The text column that carries the invisible mark: no number, nothing that is compared when it comes back. */
  markIn: keyof typeof exportColumns
  /** What codes of its own in the filter stand for, as this user may see it; regions and organisations are named for all. */
  names?(ctx: Ctx, filter: F): Promise<FilterNames>
  count(ctx: Ctx, filter: F): Promise<number>
  rows(
    ctx: Ctx,
    filter: F,
    options: { withNumbers: boolean; locale: 'zh' | 'en' },
  ): AsyncGenerator<ExportCell[]>
}

/** A source with its filter's type forgotten, as the list of sources holds it. */
export const exportSource = <F>(source: ExportSource<F>): ExportSource => source as unknown as ExportSource
