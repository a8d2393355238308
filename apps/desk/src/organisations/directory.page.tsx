import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Disclosure, Link, PageHeader, Panel, Tabs, useFormat, useT } from '@zhucan/ui'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { AssociationsPanel } from './associations-panel.tsx'
import { DirectoryImport } from './directory-import.tsx'
import { GapsPanel } from './gaps-panel.tsx'
import { type DirectorySearch, directoryTabs } from './organisations.address.ts'
import { type Department, departmentsQuery } from './organisations.queries.ts'
import './organisations.css'

const route = getRouteApi('/desk/directory')

/** Village associations, member departments with their duties, gaps, and the import of the directory. */
export function DirectoryPage() {
  const t = useT()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay('organisation.write')
  const tabs = directoryTabs.filter((tab) => tab !== 'import' || mayWrite)
  const selected = tabs.find((tab) => tab === search.tab) ?? 'associations'
  const change = (part: DirectorySearch) => void navigate({ search: { ...search, page: undefined, ...part } })
  return (
    <div className="desk-page">
      <PageHeader title={t('organisations.title')} below={t('organisations.note')} />
      <Tabs
        label={t('organisations.tabs')}
        selected={selected}
        onSelect={(next) => change({ tab: tabs.find((tab) => tab === next && tab !== 'associations') })}
        tabs={tabs.map((id) => ({ id, label: t(`organisations.tab.${id}`) }))}
      >
        {selected === 'associations' && <AssociationsPanel search={search} onChange={change} />}
        {selected === 'departments' && <DepartmentsPanel />}
        {selected === 'gaps' && <GapsPanel search={search} onChange={change} />}
        {selected === 'import' && <DirectoryImport />}
      </Tabs>
    </div>
  )
}

function DepartmentsPanel() {
  const t = useT()
  const found = useQuery(departmentsQuery)
  return (
    <QueryView query={found}>
      {({ departments, offices }) => (
        <div className="desk-stack">
          <Panel title={t('organisations.duties')}>
            {departments.map((department) => (
              <Duties key={department.id} department={department} />
            ))}
          </Panel>
          {offices.length > 0 && (
            <Panel title={t('organisations.offices')}>
              <ul className="organisations-offices">
                {offices.map(({ id, name, regionName }) => (
                  <li key={id}>
                    <Link href={`/organisations/${id}`}>{name}</Link>{' '}
                    <span className="desk-quiet">{regionName}</span>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
        </div>
      )}
    </QueryView>
  )
}

function Duties({ department: { label, duties, setBy } }: { department: Department }) {
  const t = useT()
  const format = useFormat()
  return (
    <Disclosure title={format.label(label)}>
      <ul>
        {duties.map((duty) => {
          const text = typeof duty === 'string' ? duty : format.label(duty)
          return <li key={text}>{text}</li>
        })}
      </ul>
      <p className="desk-quiet desk-small">
        {setBy
          ? t('organisations.dutiesSetBy', {
              place: setBy.regionName ?? '',
              day: format.day(setBy.fromDay),
              basis: setBy.basis,
            })
          : t('organisations.dutiesShipped')}
      </p>
    </Disclosure>
  )
}
