import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Link, Loading, OpenIcon, PageHeader, Panel, TreeIcon, useFormat, useT } from '@zhucan/ui'
import { lazy, Suspense, useState } from 'react'
import { Later } from '../app/later.tsx'
import { useRegionPath } from '../app/regions.ts'
import { changedList } from '../app/search-params.ts'
import { useMay, useMe } from '../app/session.ts'
import { RegisterFormDownload } from '../imports/register-form-download.tsx'
import { PersonsTable } from './persons-table.tsx'
import type { RegisterSearch } from './register.address.ts'
import { personsQuery } from './register.queries.ts'
import { RegisterFilters } from './register-filters.tsx'
import { RegisterSearchBox } from './register-search-box.tsx'
import './register.css'

const route = getRouteApi('/desk/register')

/** Fetched beside the list, so that the list need not wait for the tree. */
const RegionPicker = lazy(() =>
  import('../app/region-picker.tsx').then((module) => ({ default: module.RegionPicker })),
)

/** The people of a place: tree on the left, search and filters above, one page of rows. The address says all of it. */
export function RegisterPage() {
  const t = useT()
  const format = useFormat()
  const me = useMe()
  const search = route.useSearch()
  const mayReview = useMay('link.review')
  const navigate = route.useNavigate()
  const region = useRegionPath(search.region)
  const persons = useQuery(personsQuery(search))
  const place = region.name ?? me.reach.map(({ name }) => name).join(', ')
  const change = (part: RegisterSearch) => void navigate({ search: changedList(part) })
  return (
    <div className="desk-page">
      <PageHeader
        title={t('register.titleIn', { region: place })}
        below={persons.data && <p role="status">{t('register.count', { count: persons.data.total })}</p>}
        actions={
          <>
            {mayReview && (
              <Link look="quiet" href="/duplicates">
                {t('register.duplicates')}
              </Link>
            )}
            <RegisterFormDownload filter={{ ...search }} />
          </>
        }
      />
      <div className="register-layout">
        <TreePanel>
          <Later instead={<Loading />}>
            <Suspense fallback={<Loading />}>
              <RegionPicker selected={search.region} onSelect={(code) => change({ region: code })} />
            </Suspense>
          </Later>
        </TreePanel>
        <div className="desk-stack">
          <Panel title={t('register.filters')} hideTitle>
            <div className="register-tools">
              <RegisterSearchBox
                name={search.name ?? ''}
                onName={(name) => change({ name: name || undefined })}
              />
              <RegisterFilters search={search} onChange={change} />
            </div>
          </Panel>
          <PersonsTable
            caption={t('register.caption', { region: place, count: format.number(persons.data?.total ?? 0) })}
            persons={persons}
            search={search}
            onChange={change}
          />
        </div>
      </div>
    </div>
  )
}

/** On narrow screens the tree folds away behind a button. */
function TreePanel({ children }: { children: React.ReactNode }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="register-tree" data-open={isOpen || undefined}>
      <div className="register-tree-toggle">
        <Button icon={<TreeIcon />} aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {t('register.showTree')} <OpenIcon />
        </Button>
      </div>
      <div className="register-tree-panel">
        <Panel title={t('register.tree')} flush>
          {children}
        </Panel>
      </div>
    </div>
  )
}
