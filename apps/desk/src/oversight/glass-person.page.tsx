import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { Button, FactList, Link, PageHeader, Panel, useFormat, useT, WarningIcon } from '@zhucan/ui'
import { get, post } from '../app/http.ts'
import { useDisabilityNames, useSexName } from '../app/labels.tsx'
import { PageView } from '../app/query-view.tsx'
import type { PersonPage } from '../person/person.queries.ts'
import { SourcesPanel } from '../person/sources-panel.tsx'
import type { Glass } from './oversight.queries.ts'
import './oversight.css'

const route = getRouteApi('/desk/break-glass/$glassId')

const glassPersonQuery = (id: string) =>
  queryOptions({
    queryKey: ['glass', id],
    queryFn: ({ signal }) =>
      get<{ glass: Glass; person: PersonPage }>(`/api/v1/break-glass/${id}/person`, signal),
    // Each look is an entry, and nothing of it stays behind.
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })

/** The one person of an open access, under a banner that cannot be overlooked. */
export function GlassPersonPage() {
  const { glassId } = route.useParams()
  const found = useQuery(glassPersonQuery(glassId))
  return <PageView query={found}>{(data) => <OnePerson {...data} />}</PageView>
}

function OnePerson({ glass, person }: { glass: Glass; person: PersonPage }) {
  const t = useT()
  const format = useFormat()
  const sexName = useSexName()
  const names = useDisabilityNames()
  const place = person.residencePath.map(({ name }) => name).join(' ')
  return (
    <>
      <Banner glass={glass} />
      <PageHeader
        title={person.name}
        above={<Link href="/break-glass">{t('glass.back')}</Link>}
        below={glass.reason}
      />
      <Panel title={t('person.facts')}>
        <FactList
          facts={[
            { label: t('person.sex'), value: sexName(person.sex) || t('word.unknown') },
            { label: t('person.birth'), value: person.birth ? format.day(person.birth) : t('word.unknown') },
            { label: t('register.categoryLevel'), value: names.both(person.category, person.level) },
            { label: t('person.residence'), value: place || t('word.unknown') },
            ...person.guardians.map(({ name, relation }) => ({
              label: t('person.guardian'),
              value: relation ? `${name} (${relation})` : name,
            })),
            ...person.numbers.map(({ field, masked }) => ({ label: numberName(t, field), value: masked })),
          ]}
        />
      </Panel>
      <SourcesPanel said={person.timeline} />
    </>
  )
}

const numberFields = ['id', 'certificate', 'phone', 'guardianPhone', 'bankAccount'] as const

function numberName(t: ReturnType<typeof useT>, field: string): string {
  const known = numberFields.find((one) => one === field)
  return known ? t(`person.number.${known}`) : t('person.number.former')
}

function Banner({ glass }: { glass: Glass }) {
  const t = useT()
  const format = useFormat()
  const router = useRouter()
  const end = useMutation({
    mutationFn: () => post(`/api/v1/break-glass/${glass.id}/end`, {}),
    onSuccess: () => router.history.push('/break-glass'),
  })
  return (
    <section className="glass-banner" aria-label={t('glass.title')}>
      <p role="alert">
        <WarningIcon /> {t('glass.banner', { moment: format.moment(glass.expiresAt) })}
      </p>
      <Button variant="danger" isPending={end.isPending} onPress={() => end.mutate()}>
        {t('glass.end')}
      </Button>
    </section>
  )
}
