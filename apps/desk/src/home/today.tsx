import { useQuery } from '@tanstack/react-query'
import { EmptyState, Link, Masked, NextIcon, PageHeader, PlaceIcon, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { Severity, useDisabilityNames } from '../app/labels.tsx'
import { QueryView } from '../app/query-view.tsx'
import { useMe } from '../app/session.ts'
import { Due, useClueWords } from '../clues/clue-words.tsx'
import { type ClueLine, cluesQuery } from '../clues/clues.queries.ts'
import { useSpokenMask } from '../clues/clues-table.tsx'

const most = 20

/** The first page of a village: whom to visit, the most urgent first, made for a phone in one hand. */
export function TodayPage() {
  const t = useT()
  const format = useFormat()
  const me = useMe()
  const clues = useQuery(cluesQuery({ mine: 'true', sort: 'due' }))
  return (
    <div className="desk-page">
      <PageHeader
        title={t('home.today')}
        below={
          <p className="desk-row">
            <span>{format.day(me.day)}</span>
            {clues.data && <span role="status">{t('clues.count', { count: clues.data.total })}</span>}
          </p>
        }
      />
      <QueryView query={clues}>
        {({ rows, total }) =>
          total === 0 ? (
            <EmptyState title={t('home.todayNone')}>{t('home.todayNoneHelp')}</EmptyState>
          ) : (
            <>
              <ul className="home-today">
                {rows.slice(0, most).map((clue) => (
                  <li key={clue.id}>
                    <Visit clue={clue} />
                  </li>
                ))}
              </ul>
              {total > most && (
                <Link look="secondary" href={address('/clues', { mine: 'true', sort: 'due' })}>
                  {t('home.todayAll', { count: total })}
                </Link>
              )}
            </>
          )
        }
      </QueryView>
    </div>
  )
}

function Visit({ clue }: { clue: ClueLine }) {
  const t = useT()
  const format = useFormat()
  const names = useDisabilityNames()
  const words = useClueWords()
  const spoken = useSpokenMask()
  const [first] = clue.actions
  const name =
    clue.subject === 'household' ? t('clues.householdOf', { name: clue.personName }) : clue.personName
  const step = first ? words.action(first) : t('clues.look')
  return (
    <article className="home-visit">
      <h2>
        <Masked text={name} />
      </h2>
      <p>{format.label(clue.ruleTitle)}</p>
      <p className="desk-row">
        {clue.due && <span>{t('clues.due')}</span>}
        <Due due={clue.due} colour={clue.colour} />
        <Severity severity={clue.severity} />
      </p>
      <p className="desk-quiet">
        <PlaceIcon /> {clue.placeName ?? clue.regionName ?? t('word.unknown')}{' '}
        {names.both(clue.category, clue.level)}
      </p>
      <Link
        look="secondary"
        href={`/clues/${clue.id}`}
        icon={<NextIcon />}
        label={t('clues.stepOf', { step, name: spoken(name), rule: format.label(clue.ruleTitle) })}
      >
        {step}
      </Link>
    </article>
  )
}
