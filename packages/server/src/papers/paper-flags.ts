import { isProblem, problem } from '@zhucan/kernel'
import {
  type BoundFigure,
  figuresUsed,
  type Paper,
  plainPaper,
  printedMeasure,
  type Standing,
} from '@zhucan/papers'
import { type ReadDocument, readNotice } from '@zhucan/reading'
import { readApart } from '../notices/index.ts'
import type { Ctx } from '../platform/index.ts'
import { standingsOf } from './standings.ts'

/** What has to be looked at before a paper leaves. */
export interface PaperFlags {
  /** Personal data in the text, masked, with the line it stands in. */
  personal: { kind: string; masked: string; line: number }[]
  /** Figures that contradict each other. */
  doubts: { quote: string; arithmetic: string }[]
  /** Figures that the source gives otherwise now; null where it gives none any more. */
  changed: { figure: string; was: string; now: string | null }[]
}

/** Looks at a paper as the reader looks at notices, and at its figures as they are now. */
export async function flagsOf(ctx: Ctx, paper: Paper, day: string): Promise<PaperFlags> {
  const text = plainPaper(paper)
  const { personalData, doubts } = await readLong(text)
  return {
    personal: personalData.map(({ kind, masked, start }) => ({
      ...{ kind, masked },
      line: text.slice(0, start).split('\n').length,
    })),
    doubts: doubts.map(({ quote, arithmetic }) => ({ quote, arithmetic })),
    changed: await changedFigures(ctx, paper, day),
  }
}

/** A text longer than most papers is read apart: the reading of one must not hold up everybody. */
const longestHere = 8_000

const readLong = async (text: string): Promise<ReadDocument> =>
  text.length <= longestHere ? readNotice(text) : (await readApart(Buffer.from(text), null)).reading

/** In characters; ten times what the longest papers of offices have. */
const longestPaper = 100_000

/** A paper that cannot be looked through is not kept, or nobody could open it. Problem 'paper.too-long'. */
export async function requireReadable(paper: Paper): Promise<void> {
  const text = plainPaper(paper)
  const tooLong = problem('paper.too-long', { most: longestPaper })
  if (text.length > longestPaper) throw tooLong
  if (text.length > longestHere)
    await readLong(text).catch((error: unknown) => {
      throw isProblem(error) ? tooLong : error
    })
}

/** Figures in use that their source gives otherwise on the same day. */
export async function changedFigures(ctx: Ctx, paper: Paper, day: string): Promise<PaperFlags['changed']> {
  const used = figuresUsed(paper).used.map((id): [string, BoundFigure] => [id, paper.figures[id]!])
  const compared = used.filter(([, figure]) => figure.measure !== 'count' && figure.target)
  const standings = await standingsOf(ctx, [...new Set(compared.map(([, { target }]) => target!))], day)
  return compared.flatMap(([figure, bound]) => {
    const { target, value } = bound
    const standing = standings.get(target!)
    const now = standing ? presentValue(standing, bound, day) : null
    return now === value ? [] : [{ figure, was: value, now }]
  })
}

/** Days overdue grow by themselves; that they are over is the change. */
function presentValue(standing: Standing, { measure, value }: BoundFigure, day: string): string | null {
  if (measure === 'overdue') return standing.overdueSince === null ? null : value
  return printedMeasure(standing, measure, day)
}

/** Whether a text that is kept in clear holds what must not stand there. */
export const holdsPersonalData = (text: string): boolean => readNotice(text).personalData.length > 0
