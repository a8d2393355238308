import { type ClueHandling, clueHandlings } from '@zhucan/catalogue'
import { Panel, useFormat, useT } from '@zhucan/ui'
import type { WholeClue } from './clue-work.queries.ts'

/** What the county decided, with its ground and its money. */
export function HandlingsPanel({ clue }: { clue: WholeClue }) {
  const t = useT()
  const format = useFormat()
  const { handlings } = clue.work
  if (handlings.length === 0) return null
  return (
    <Panel title={t('clueWork.handlings')}>
      <ol className="clue-findings">
        {handlings.map((one) => (
          <li key={one.id} className="clue-finding">
            <p className="desk-row">
              <strong>
                {Object.hasOwn(clueHandlings, one.kind)
                  ? format.label(clueHandlings[one.kind as ClueHandling].label)
                  : one.kind}
              </strong>
              {one.amountFen !== null && <span className="zc-number">{format.money(one.amountFen)}</span>}
              {one.fromDay && <span>{t('clueWork.from', { day: format.day(one.fromDay) })}</span>}
            </p>
            <p className="clue-text">{one.decision}</p>
            <p>{t('clueWork.basisOf', { basis: one.basis })}</p>
            <p className="desk-quiet desk-small">
              {[one.handledByName, one.organisation, format.moment(one.at)].filter(Boolean).join(' · ')}
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
