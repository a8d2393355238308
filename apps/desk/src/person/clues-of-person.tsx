import { Link, Panel, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { useNames } from '../app/catalogue.ts'
import { Severity } from '../app/labels.tsx'
import type { PersonPage } from './person.queries.ts'

/** What needs checking about this person, each leading to its reason. */
export function CluesOfPerson({ clues, personName }: { clues: PersonPage['clues']; personName: string }) {
  const t = useT()
  const format = useFormat()
  const names = useNames()
  return (
    <Panel title={t('person.clues')}>
      {clues.length === 0 ? (
        <p className="desk-quiet">{t('person.noClues')}</p>
      ) : (
        <ul className="person-clues">
          {clues.map(({ id, rule, severity, since, subject }) => (
            <li key={id}>
              <Severity severity={severity} />
              <Link
                look="row"
                href={address('/clues', { rule, clue: id })}
                label={t('clues.open', { name: personName, rule: names.rule(rule) })}
              >
                {names.rule(rule)}
              </Link>
              {subject === 'household' && <span className="desk-quiet">{t('person.householdClue')}</span>}
              <span className="desk-quiet person-clue-since">
                {t('person.clueSince', { day: format.day(since) })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
