import { Panel, useFormat, useT } from '@zhucan/ui'
import type { PersonPage } from './people.queries.ts'

/** What was handed over when somebody left; nothing is drawn where nobody has. */
export function HandOversPanel({ person }: { person: PersonPage }) {
  const t = useT()
  const format = useFormat()
  if (person.handOvers.length === 0) return null
  return (
    <Panel title={t('people.handOvers')}>
      <ul className="people-list">
        {person.handOvers.map(({ id, successor, lastDay, reason, doneBy }) => (
          <li key={id}>
            <div>
              <strong>
                {successor
                  ? t('people.handedTo', { day: format.day(lastDay), name: successor })
                  : t('people.handedToNobody', { day: format.day(lastDay) })}
              </strong>
              <p className="desk-quiet desk-small">{t('people.handOverBy', { name: doneBy, reason })}</p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
