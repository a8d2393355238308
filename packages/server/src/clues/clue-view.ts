import { mayDo, possibleActions, refuseBenefit, rightOfClueAction } from '@zhucan/catalogue'
import { regionLevel } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { ruleTitle } from '../screening/index.ts'
import { findDrawing, findGround, listFindings, listHandlings } from './clue-findings.store.ts'
import type { ClueLine } from './clue-list.store.ts'
import { isOfOffice } from './clue-moves.store.ts'
import { getClue } from './clue-page.store.ts'
import { listEvidence } from './evidence.store.ts'

/** A line with the words of its rule and what this user may do with it now. */
export const showLine = <Line extends ClueLine>(ctx: Ctx, line: Line) => ({
  ...line,
  ruleTitle: ruleTitle(line.rule),
  actions: isOfOffice(ctx, line)
    ? possibleActions(line, regionLevel(ctx.user.region)).filter((action) =>
        mayDo(ctx.user.role, rightOfClueAction[action]),
      )
    : [],
})

/** A whole clue: its reason, what was found and decided, and what is possible now. */
export async function showClue(ctx: Ctx, id: string) {
  const clue = await getClue(ctx, id)
  const line = showLine(ctx, clue)
  const [ground, findings, handlings, drawing, files] = [
    await findGround(ctx, id),
    await listFindings(ctx, id),
    await listHandlings(ctx, id),
    await findDrawing(ctx, id),
    await listEvidence(ctx, id),
  ]
  const refusal = refuseBenefit({
    verdict: ground?.verdict ?? null,
    hasEvidence: ground?.hasEvidence ?? false,
    isOwnFinding: ground?.givenBy === ctx.user.id,
    secondLook: ground?.secondLook ?? null,
  })
  return {
    ...line,
    why: clue.why,
    work: {
      dues: { county: clue.dueCounty, township: clue.dueTownship, village: clue.dueVillage },
      feedbacks: findings.map((finding) => ({
        ...finding,
        files: files.filter(({ feedbackId }) => feedbackId === finding.id),
        isLatest: finding.id === ground?.id,
      })),
      handlings: handlings.map((h) => ({
        ...h,
        amountFen: h.amountFen === null ? null : Number(h.amountFen),
      })),
      sample: drawing && { ...drawing, drawnAt: drawing.at },
      looseFiles: files.filter(({ feedbackId }) => feedbackId === null),
      benefit: refusal && `clue.${refusal}`,
    },
  }
}
