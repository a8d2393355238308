import { Link, Panel, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import type { Pair } from './linking.queries.ts'
import { PairState, useLinkWords } from './linking-words.tsx'

/** What happened to a pair, and who else the row may be about. */
export function PairHistory({ pair, runId }: { pair: Pair; runId: string }) {
  const t = useT()
  const format = useFormat()
  const words = useLinkWords()
  if (pair.events.length === 0 && pair.others.length === 0) return null
  return (
    <Panel title={t('linking.history')}>
      {pair.others.length > 0 && (
        <>
          <p>{t('linking.others', { count: pair.others.length })}</p>
          <ul className="linking-others">
            {pair.others.map(({ id, weight, state }) => (
              <li key={id}>
                <Link href={address(`/link-runs/${runId}/review`, { pair: id })}>
                  {t('linking.other', { weight: words.weight(weight) })}
                </Link>{' '}
                <PairState state={state} />
              </li>
            ))}
          </ul>
        </>
      )}
      <ul className="linking-events">
        {pair.events.map((event) => (
          <li key={`${event.at} ${event.version} ${event.action}`}>
            {format.moment(event.at)} {event.actorName ?? t('linking.program')} {words.action(event.action)}
            {event.note && <div className="desk-quiet">{event.note}</div>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
