import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Link, PageHeader, RemoveIcon, State, Tabs, useFormat, useT } from '@zhucan/ui'
import type { ReactNode } from 'react'
import { address } from '../app/address.ts'
import { CertificateState, useDisabilityNames, useSexName } from '../app/labels.tsx'
import { PageView } from '../app/query-view.tsx'
import { RegionCrumbs } from '../app/region-crumbs.tsx'
import { useMay } from '../app/session.ts'
import { CluesOfPerson } from './clues-of-person.tsx'
import { FilePanels } from './file-panels.tsx'
import { HouseholdPanel } from './household-panel.tsx'
import { type PersonPage as Person, personQuery } from './person.queries.ts'
import { SourcesPanel } from './sources-panel.tsx'
import './person.css'

const route = getRouteApi('/desk/persons/$personId')
const tabs = ['file', 'timeline', 'household'] as const

/** One person's file: who it is, what needs checking, what is known and who said so. */
export function PersonPage() {
  const { personId } = route.useParams()
  const person = useQuery(personQuery(personId))
  return <PageView query={person}>{(data) => <PersonFile person={data} />}</PageView>
}

function PersonFile({ person }: { person: Person }) {
  const t = useT()
  const format = useFormat()
  const { tab } = route.useSearch()
  const navigate = route.useNavigate()
  const mayErase = useMay('erasure.enter')
  const selected = tabs.find((known) => known === tab) ?? 'file'
  const counts = { file: undefined, timeline: person.timeline.length, household: person.household.length }
  const parts: Record<(typeof tabs)[number], ReactNode> = {
    file: <FilePanels person={person} />,
    timeline: <SourcesPanel said={person.timeline} />,
    household: <HouseholdPanel members={person.household} personId={person.id} />,
  }
  const place = person.residencePath.at(-1) ?? person.hukouPath.at(-1)
  return (
    <>
      <PageHeader
        title={person.name}
        windowTitle={t('person.windowTitle', { name: person.name })}
        above={
          place && (
            <RegionCrumbs
              code={place.code}
              linkTo={(region) => ({ href: address('/register', { region, kind: 'holder' }) })}
            />
          )
        }
        below={<Headline person={person} />}
        actions={
          mayErase && (
            <Link look="quiet" href={address('/erasures', { person: person.id })} icon={<RemoveIcon />}>
              {t('person.erase')}
            </Link>
          )
        }
      />
      <CluesOfPerson clues={person.clues} personName={person.name} />
      <Tabs
        label={t('person.tabs')}
        selected={selected}
        onSelect={(next) =>
          void navigate({ search: { tab: next === 'file' ? undefined : next }, replace: true })
        }
        tabs={tabs.map((id) => {
          const count = counts[id]
          return { id, label: t(`person.tab.${id}`), ...(count ? { count: format.number(count) } : {}) }
        })}
      >
        {parts[selected]}
      </Tabs>
    </>
  )
}

function Headline({ person }: { person: Person }) {
  const t = useT()
  const format = useFormat()
  const sexName = useSexName()
  const names = useDisabilityNames()
  const validTo = person.certificateValidTo
  return (
    <div className="person-headline">
      <span>{sexName(person.sex)}</span>
      {person.age !== null && <span>{t('word.age', { age: person.age })}</span>}
      <strong>{names.both(person.category, person.level)}</strong>
      {person.certificateState !== 'none' && <CertificateState state={person.certificateState} />}
      {validTo && <span>{t('person.validTo', { day: format.day(validTo) })}</span>}
      {!person.alive && <State kind="cancelled">{t('person.dead')}</State>}
    </div>
  )
}
