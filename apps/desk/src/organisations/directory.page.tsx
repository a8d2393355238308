import { getRouteApi } from '@tanstack/react-router'
import { PageHeader, Tabs, useT } from '@zhucan/ui'
import { useMay } from '../app/session.ts'
import { AssociationsPanel } from './associations-panel.tsx'
import { DirectoryImport } from './directory-import.tsx'
import { DutiesPanel } from './duties-panel.tsx'
import { GapsPanel } from './gaps-panel.tsx'
import { OfficesTab } from './offices-tab.tsx'
import { type DirectorySearch, directoryTabs } from './organisations.address.ts'
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
  const change = (part: DirectorySearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...part }) })
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
        {selected === 'offices' && <OfficesTab />}
        {selected === 'departments' && <DutiesPanel day={search.day} onDay={(day) => change({ day })} />}
        {selected === 'gaps' && <GapsPanel search={search} onChange={change} />}
        {selected === 'import' && <DirectoryImport />}
      </Tabs>
    </div>
  )
}
