import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { PageHeader, Panel, useT } from '@zhucan/ui'
import { RegionCrumbs } from '../app/region-crumbs.tsx'
import { useRegionPath } from '../app/regions.ts'
import { changedList } from '../app/search-params.ts'
import { useMay } from '../app/session.ts'
import { useStateLinks } from '../app/state-link.ts'
import { ExportButton } from '../exports/export-button.tsx'
import type { CluesSearch } from './clues.address.ts'
import { cluesQuery, filterOf } from './clues.queries.ts'
import { CluesFilters } from './clues-filters.tsx'
import { CluesTable } from './clues-table.tsx'
import { QuickFilters } from './quick-filters.tsx'
import { SampleButton } from './sample-button.tsx'
import { WhyPanel } from './why-panel.tsx'
import './clues.css'
import './clue.css'

const route = getRouteApi('/desk/clues')

/** The clues of a place; one of them open beside the list with its reason. */
export function CluesPage() {
  const t = useT()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const linkTo = useStateLinks('/clues', { ...search })
  const clues = useQuery(cluesQuery(search))
  const region = useRegionPath(search.region)
  const mayRead = useMay('clue.read')
  const change = (part: CluesSearch) =>
    void navigate({ search: (before) => changedList(part)({ ...before, clue: undefined }) })
  const open = mayRead ? search.clue : undefined
  return (
    <div className="desk-page">
      <PageHeader
        title={region.name ? t('clues.titleIn', { region: region.name }) : t('clues.title')}
        above={
          search.region && (
            <RegionCrumbs
              code={search.region}
              linkTo={(code) => linkTo({ region: code, page: undefined, clue: undefined })}
            />
          )
        }
        below={clues.data && <p role="status">{t('clues.count', { count: clues.data.total })}</p>}
        actions={
          <>
            <SampleButton search={search} />
            <ExportButton what="clues" filter={filterOf(search)} />
          </>
        }
      />
      <div className="clues-layout" data-open={open ? true : undefined}>
        <div className="desk-stack clues-list">
          <QuickFilters search={search} />
          <Panel title={t('register.filters')} hideTitle>
            <CluesFilters search={search} onChange={change} />
          </Panel>
          <CluesTable clues={clues} search={search} onChange={change} />
        </div>
        {open && <WhyPanel key={open} id={open} close={linkTo({ clue: undefined })} />}
      </div>
    </div>
  )
}
