import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { PageHeader, Panel, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { QueryView } from '../app/query-view.tsx'
import { RegionCrumbs } from '../app/region-crumbs.tsx'
import { useMay } from '../app/session.ts'
import { ViewsBar } from '../views/views-bar.tsx'
import { BoardSummary, BoardTable, OrganisationsTable } from './board-table.tsx'
import { RemindButton } from './remind-button.tsx'
import { boardQuery, waitingQuery } from './supervision.queries.ts'
import { WaitingList } from './waiting-list.tsx'
import { WatchPanel } from './watch-panel.tsx'
import './work.css'

const route = getRouteApi('/desk/supervision')

/** What waits for us, who is late where, and who is under close supervision. */
export function SupervisionPage() {
  const t = useT()
  const { region, view } = route.useSearch()
  const maySee = useMay('supervision.read')
  const waiting = useQuery(waitingQuery)
  return (
    <div className="desk-page">
      <PageHeader
        title={t('work.supervision')}
        above={
          region && (
            <RegionCrumbs
              code={region}
              linkTo={(code) => ({ href: address('/supervision', { region: code }) })}
            />
          )
        }
        actions={
          <>
            <ViewsBar place="supervision" search={{ region, view }} />
            <RemindButton region={region} />
          </>
        }
      />
      <Panel title={t('work.waiting')} flush>
        <QueryView query={waiting}>{(rows) => <WaitingList rows={rows} />}</QueryView>
      </Panel>
      {maySee && <Board region={region} />}
      {maySee && <WatchPanel region={region} />}
    </div>
  )
}

function Board({ region }: { region: string | undefined }) {
  const t = useT()
  const board = useQuery(boardQuery(region))
  return (
    <>
      <Panel title={t('work.board')} note={board.data && <BoardSummary board={board.data} />} flush>
        <QueryView query={board}>{(data) => <BoardTable board={data} />}</QueryView>
      </Panel>
      {board.data && board.data.organisations.length > 0 && (
        <Panel title={t('work.boardOrganisations')} flush>
          <OrganisationsTable board={board.data} />
        </Panel>
      )}
    </>
  )
}
