import { useQuery } from '@tanstack/react-query'
import {
  CheckIcon,
  CloseIcon,
  CluesIcon,
  Link,
  Masked,
  PersonIcon,
  PreviousIcon,
  UnknownIcon,
  useFormat,
  useT,
} from '@zhucan/ui'
import { type ReactNode, useEffect, useRef } from 'react'
import { useNames } from '../app/catalogue.ts'
import { Severity, useDisabilityNames } from '../app/labels.tsx'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import type { StateLink } from '../app/state-link.ts'
import { PolicyPart } from '../policy/policy-part.tsx'
import { type Clause, type Clue, clueQuery } from './clues.queries.ts'

/** Why somebody is on the list: each clause with their own values, the law, the rows it rests on, what to check. */
export function WhyPanel({ id, close }: { id: string; close: StateLink }) {
  const t = useT()
  const clue = useQuery(clueQuery(id))
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    // The link that closes the panel goes with it; the focus returns to the row it was opened from.
    return () => document.querySelector<HTMLElement>(`.clues-list a[href*="${id}"]`)?.focus()
  }, [id])
  return (
    <section className="clues-why" aria-labelledby="why-heading">
      <header className="clues-why-head">
        <h2 id="why-heading" ref={heading} tabIndex={-1}>
          {t('clues.why')}
        </h2>
        <span className="clues-why-close">
          <Link look="quiet" {...close} icon={<CloseIcon />}>
            {t('clues.closePanel')}
          </Link>
        </span>
        <span className="clues-why-back">
          <Link look="quiet" {...close} icon={<PreviousIcon />}>
            {t('clues.backToList')}
          </Link>
        </span>
      </header>
      <QueryView query={clue}>{(data) => <Reason clue={data} />}</QueryView>
    </section>
  )
}

function Reason({ clue }: { clue: Clue }) {
  const t = useT()
  const format = useFormat()
  const names = useDisabilityNames()
  const mayRead = useMay('person.read')
  return (
    <div className="clues-why-body">
      <div>
        <p className="clues-why-rule">{format.label(clue.ruleTitle)}</p>
        <p className="desk-row">
          <Severity severity={clue.severity} />
          <span>
            <Masked text={clue.personName} /> {names.both(clue.category, clue.level)}
          </span>
          <span className="desk-quiet">{clue.regionName}</span>
        </p>
      </div>
      <Link look="primary" href={`/clues/${clue.id}`} icon={<CluesIcon />}>
        {t('clueWork.open')}
      </Link>
      {mayRead && (
        <Link look="secondary" href={`/persons/${clue.personId}`} icon={<PersonIcon />}>
          {t('clues.openPerson')}
        </Link>
      )}
      <ReasonParts clue={clue} />
    </div>
  )
}

/** Clause by clause with the person's own values, what to check, the rows it rests on, the law. */
export function ReasonParts({ clue }: { clue: Clue }) {
  const t = useT()
  const format = useFormat()
  const names = useNames()
  const { why } = clue
  return (
    <>
      <Part title={t('clues.clauses')}>
        <ol className="clues-clauses">
          {why.clauses.map((clause) => (
            <ClauseLine key={clause.text.en} clause={clause} />
          ))}
        </ol>
      </Part>
      {why.lines.length > 0 && (
        <Part title={t('policyLines.lines')}>
          <PolicyPart lines={why.lines} />
        </Part>
      )}
      <Part title={t('clues.advice')}>
        <p>{format.label(why.advice)}</p>
        <p className="desk-quiet desk-small">{t('clues.noDecision')}</p>
      </Part>
      <Part title={t('clues.rows')}>
        {why.rows.length === 0 ? (
          <p className="desk-quiet">{t('clues.noRows')}</p>
        ) : (
          <ul className="clues-rows">
            {why.rows.map(({ title, fileType, row, day }) => (
              <li key={`${title} ${row} ${day}`}>
                {row === null
                  ? (names.file(fileType) ?? title)
                  : t('clues.rowOf', { file: names.file(fileType) ?? title, row: String(row) })}
                <span className="desk-quiet desk-small">
                  {t('clues.receivedOn', { day: format.day(day) })}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part title={t('clues.source')}>
        <p>
          {format.label(why.source.title)}
          {why.source.article && ` ${format.label(why.source.article)}`}
        </p>
        <p className="desk-quiet desk-small">{t('clues.ruleVersion', { version: why.ruleVersion })}</p>
      </Part>
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="clues-part">
      <h3>{title}</h3>
      {children}
    </div>
  )
}

const marks = { true: CheckIcon, false: CloseIcon, null: UnknownIcon } as const

/** ✓ met, ✗ not met, ? cannot say; the word is there for those who do not see the mark. */
function ClauseLine({ clause }: { clause: Clause }) {
  const t = useT()
  const format = useFormat()
  const outcome = `${clause.outcome}` as const
  const Mark = marks[outcome]
  return (
    <li data-outcome={outcome}>
      <span className="clues-mark">
        <Mark />
      </span>
      <span>
        {format.label(clause.text)}
        <span className="clues-outcome">{t(`clues.outcome.${outcome}`)}</span>
      </span>
    </li>
  )
}
