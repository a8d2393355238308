import { useQuery } from '@tanstack/react-query'
import { type Column, DataTable, EmptyState, Link, Panel, State, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { QueryView } from '../app/query-view.tsx'
import type { DirectorySearch } from './organisations.address.ts'
import { type Gap, type GapVillage, gapsQuery } from './organisations.queries.ts'

/** Where an association, a chair or a commissioner is missing; a township opens into its villages. */
export function GapsPanel({
  search,
}: {
  search: DirectorySearch
  onChange: (part: DirectorySearch) => void
}) {
  const t = useT()
  const gaps = useQuery(gapsQuery(search.township))
  const columns = useTownshipColumns()
  const villageColumns = useVillageColumns()
  return (
    <QueryView query={gaps}>
      {({ townships, villages }) => (
        <div className="desk-stack">
          <Panel title={t('organisations.gapsCaption')} flush>
            <DataTable
              caption={t('organisations.gapsCaption')}
              columns={columns}
              rows={townships}
              rowKey={({ code }) => code}
              currentKey={search.township}
            />
          </Panel>
          {search.township && (
            <Panel
              title={t('organisations.gapVillages', {
                name: townships.find(({ code }) => code === search.township)?.name ?? '',
              })}
              flush
            >
              <DataTable
                caption={t('organisations.gapVillages', { name: '' })}
                columns={villageColumns}
                rows={villages}
                rowKey={({ code }) => code}
                empty={
                  <EmptyState title={t('organisations.noGaps')}>{t('organisations.noGapsHelp')}</EmptyState>
                }
              />
            </Panel>
          )}
        </div>
      )}
    </QueryView>
  )
}

function useTownshipColumns(): Column<Gap>[] {
  const t = useT()
  const format = useFormat()
  const counted = (id: 'withoutAssociation' | 'withoutChair' | 'withoutCommissioner'): Column<Gap> => ({
    id,
    header: t(`organisations.${id}`),
    align: 'end',
    cell: (gap) => format.number(gap[id]),
  })
  return [
    {
      id: 'township',
      header: t('organisations.township'),
      isRowHeader: true,
      cell: ({ code, name }) => (
        <Link look="row" href={address('/directory', { tab: 'gaps', township: code })}>
          {name ?? code}
        </Link>
      ),
    },
    {
      id: 'villages',
      header: t('organisations.villages'),
      align: 'end',
      cell: ({ villages }) => format.number(villages),
    },
    counted('withoutAssociation'),
    counted('withoutChair'),
    counted('withoutCommissioner'),
  ]
}

function useVillageColumns(): Column<GapVillage>[] {
  const t = useT()
  const said = (id: 'association' | 'chair' | 'commissioner', header: string): Column<GapVillage> => ({
    id,
    header,
    cell: (village) =>
      village[id] ? (
        <State kind="good">{t('organisations.has')}</State>
      ) : (
        <State kind="warning">{t('organisations.vacant')}</State>
      ),
  })
  return [
    { id: 'village', header: t('organisations.village'), isRowHeader: true, cell: ({ name }) => name },
    said('association', t('organisations.association')),
    said('chair', t('organisations.chair')),
    said('commissioner', t('organisations.commissioners')),
  ]
}
