import { type Column, DataTable, type Fact, FactList, Panel, useFormat, useT } from '@zhucan/ui'
import { columnOrder, useColumnName, useWrittenValue } from '../app/columns.ts'
import { useDisabilityNames, useSexName } from '../app/labels.tsx'
import type { RegionName } from '../app/session.ts'
import { NumbersPanel } from './numbers-panel.tsx'
import type { Certificate, PersonPage } from './person.queries.ts'

const pathText = (path: readonly RegionName[]) => path.map(({ name }) => name).join(' ')

/** Told elsewhere on the page, so not again among the registered fields. */
const toldElsewhere = new Set([
  'name',
  'sex',
  'birth',
  'category',
  'level',
  'validTo',
  'issuedOn',
  'certificateState',
  'hukouRegion',
  'residenceRegion',
])

/** Numbers, registered facts, certificates held. */
export function FilePanels({ person }: { person: PersonPage }) {
  return (
    <div className="desk-stack">
      <NumbersPanel person={person} />
      <FactsPanel person={person} />
      <CertificatesPanel certificates={person.certificates} />
    </div>
  )
}

function FactsPanel({ person }: { person: PersonPage }) {
  const t = useT()
  const format = useFormat()
  const columnName = useColumnName()
  const sexName = useSexName()
  const write = useWrittenValue()
  const { birth, age, guardians } = person
  const own: Fact[] = [
    { label: t('person.sex'), value: sexName(person.sex) || t('word.unknown') },
    {
      label: t('person.birth'),
      value:
        birth === null
          ? t('word.unknown')
          : age === null
            ? format.day(birth)
            : t('person.birthAge', { day: format.day(birth), age }),
    },
    { label: t('person.hukou'), value: pathText(person.hukouPath) || t('word.unknown') },
    { label: t('person.residence'), value: pathText(person.residencePath) || t('word.unknown') },
    ...(guardians.length > 0
      ? [
          {
            label: t('person.guardian'),
            value: guardians
              .map(({ name, relation }) =>
                relation ? `${name} (${write('register', 'guardianRelation', relation)})` : name,
              )
              .join(', '),
          },
        ]
      : []),
  ]
  const registered = Object.entries(person.shown)
    .filter(([key]) => !toldElsewhere.has(key))
    .sort(([a], [b]) => columnOrder('register', a) - columnOrder('register', b))
    .map(([key, value]) => ({ label: columnName('register', key), value: write('register', key, value) }))
  return (
    <Panel title={t('person.facts')}>
      <FactList facts={[...own, ...registered]} />
    </Panel>
  )
}

function CertificatesPanel({ certificates }: { certificates: readonly Certificate[] }) {
  const t = useT()
  const format = useFormat()
  const names = useDisabilityNames()
  const day = (value: string | null) => (value ? format.day(value) : t('word.unknown'))
  const statusName = (status: string) =>
    status === 'issued' || status === 'frozen' || status === 'cancelled'
      ? t(`person.status.${status}`)
      : status
  if (certificates.length === 0) return null
  const columns: Column<Certificate>[] = [
    {
      id: 'category',
      header: t('register.categoryLevel'),
      isRowHeader: true,
      cell: ({ category, level }) => names.both(category, level),
    },
    {
      id: 'reissue',
      header: t('person.reissue'),
      cell: ({ reissue }) =>
        reissue > 0 ? t('person.reissueNo', { count: reissue }) : t('person.firstIssue'),
    },
    { id: 'issuedOn', header: t('person.issuedOn'), cell: ({ issuedOn }) => day(issuedOn) },
    { id: 'validTo', header: t('person.endsOn'), cell: ({ validTo }) => day(validTo) },
    { id: 'status', header: t('person.status'), cell: ({ status }) => statusName(status) },
  ]
  return (
    <Panel title={t('person.certificates')} flush>
      <DataTable
        caption={t('person.certificates')}
        columns={columns}
        rows={certificates}
        rowKey={({ id }) => id}
      />
    </Panel>
  )
}
