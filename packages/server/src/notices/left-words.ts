import { indicatorByCode } from '@zhucan/catalogue'
import { type Label, placesOfWords, problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { filesBefore, notesOfWork, papersSince, type WrittenPaper } from './left.store.ts'
import { getNotice, openText } from './notice.store.ts'
import { goneWords, type MaskedPlace } from './personal-words.ts'

/** Where words that people masked in a notice still stand, as far as this user may open the place. */
export interface LeftWords {
  /** Issued papers never change; other words of people's own are theirs to change. */
  papers: Omit<WrittenPaper, 'said'>[]
  /** Targets and tasks beside which somebody wrote them, with how often. */
  notes: { kind: 'target' | 'task'; id: string; name: Label; count: number }[]
  /** The user's own exported files from before. */
  exports: number
}

/** Looks for masked words of a notice wherever nothing follows the mask. Problems 'request.not-found', 'notice.not-yours'. */
export async function leftWords(ctx: Ctx, noticeId: string): Promise<LeftWords> {
  const { organisationId, text, reading } = await getNotice(ctx, noticeId)
  if (organisationId !== ctx.user.organisationId) throw problem('notice.not-yours')
  const masked = reading.personalData.filter(({ by }) => by === 'clerk')
  if (masked.length === 0) return { papers: [], notes: [], exports: 0 }
  const words = wordsOf(await openText(ctx, noticeId), text, masked)
  const holds = (said: string) => words.some((one) => placesOfWords(said, one).length > 0)
  return {
    papers: (await papersSince(ctx, noticeId))
      .filter(({ said }) => holds(said))
      .map(({ said: _, ...paper }) => paper),
    notes: await notesWith(ctx, noticeId, holds),
    exports: await filesBefore(ctx, noticeId),
  }
}

/** How many places that is. */
export const countLeft = ({ papers, notes, exports }: LeftWords): number =>
  papers.length + notes.length + exports

const wordsOf = (clear: string, text: string, masked: readonly MaskedPlace[]): string[] =>
  goneWords(
    text,
    masked.map(({ start, end }) => clear.slice(start, end)),
  )

async function notesWith(ctx: Ctx, noticeId: string, holds: (said: string) => boolean) {
  const found = new Map<string, LeftWords['notes'][number]>()
  for (const { kind, id, name, note } of await notesOfWork(ctx, noticeId)) {
    if (!holds(note)) continue
    const known = found.get(id)
    const label = kind === 'target' ? indicatorByCode(name)?.label : undefined
    if (known) known.count += 1
    else found.set(id, { kind, id, name: label ?? { zh: name, en: name }, count: 1 })
  }
  return [...found.values()]
}
