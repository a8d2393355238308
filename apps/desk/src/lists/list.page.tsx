import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  Breadcrumbs,
  Button,
  DensityIcon,
  EmptyState,
  FactList,
  PageHeader,
  PagesIcon,
  Pagination,
  Panel,
  Tabs,
  useFormat,
  useT,
} from '@zhucan/ui'
import { address } from '../app/address.ts'
import { PageView, QueryView } from '../app/query-view.tsx'
import { ListLinkingPanel } from '../linking/list-linking-panel.tsx'
import { pageSize } from '../register/register.queries.ts'
import { ListRowsTable } from './list-rows-table.tsx'
import { type ListSearch, rowStates } from './lists.address.ts'
import { type ListDetail, listQuery, listRowsQuery } from './lists.queries.ts'
import { useListWindow } from './use-list-window.ts'
import './lists.css'

const route = getRouteApi('/desk/lists/$listId')

/** One list: where it comes from, what it may be used for, and what became of each row. */
export function ListPage() {
  const t = useT()
  const { listId } = route.useParams()
  const list = useQuery(listQuery(listId))
  return (
    <PageView query={list}>
      {(data) => (
        <>
          <ListHeader list={data} />
          <ListFacts list={data} />
          <ListLinkingPanel list={data} />
          <Panel title={t('lists.tabs')} hideTitle>
            <ListRows list={data} />
          </Panel>
        </>
      )}
    </PageView>
  )
}

function ListHeader({ list }: { list: ListDetail }) {
  const t = useT()
  const format = useFormat()
  const title = format.label(list.fileTitle)
  return (
    <PageHeader
      title={title}
      above={<Breadcrumbs crumbs={[{ label: t('lists.title'), href: '/lists' }, { label: title }]} />}
      below={list.title}
    />
  )
}

function ListFacts({ list }: { list: ListDetail }) {
  const t = useT()
  const format = useFormat()
  const share = list.rowCount > 0 ? (list.counts.matched ?? 0) / list.rowCount : 0
  return (
    <Panel title={t('lists.basis')} hideTitle>
      <FactList
        facts={[
          {
            label: t('lists.department'),
            value: list.department ? format.label(list.department) : t('word.unknown'),
          },
          { label: t('lists.receivedOn'), value: format.day(list.receivedOn) },
          { label: t('lists.rows'), value: format.number(list.rowCount) },
          { label: t('lists.share'), value: format.percent(share) },
          {
            label: t('lists.retain'),
            value: list.rawDeletedAt ? t('lists.deleted') : format.day(list.retainUntil),
          },
          ...(list.legalBasis
            ? [{ label: t('lists.basis'), value: format.label(list.legalBasis), isWide: true }]
            : []),
          ...(list.permittedUse
            ? [{ label: t('lists.use'), value: format.label(list.permittedUse), isWide: true }]
            : []),
        ]}
      />
    </Panel>
  )
}

function ListRows({ list }: { list: ListDetail }) {
  const t = useT()
  const format = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const state = search.state ?? 'matched'
  const rows = useQuery(listRowsQuery(list.id, { ...search, state }))
  const isLong = search.rows === 'all'
  const rowWindow = useListWindow(list.id, state, isLong)
  const change = (part: ListSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...part }) })
  return (
    <Tabs
      label={t('lists.tabs')}
      selected={state}
      onSelect={(tab) => change({ state: rowStates.find((known) => known === tab) })}
      tabs={rowStates.map((id) => ({
        id,
        label: t(`lists.${id}`),
        count: format.number(list.counts[id] ?? 0),
      }))}
    >
      <QueryView query={rows}>
        {({ total, rows: shown }) => (
          <>
            {total > pageSize && (
              <div className="lists-row-tools zc-no-print">
                <Button
                  variant="quiet"
                  icon={isLong ? <PagesIcon /> : <DensityIcon />}
                  onPress={() => change({ rows: isLong ? undefined : 'all' })}
                >
                  {t(isLong ? 'register.byPage' : 'register.asOneList')}
                </Button>
              </div>
            )}
            <ListRowsTable
              caption={t('lists.rowCaption', { title: list.title, state: t(`lists.${state}`) })}
              fileType={list.fileType}
              state={state}
              rows={shown}
              window={rowWindow}
              isBusy={rows.isPlaceholderData}
              empty={<EmptyState title={t('lists.noRows')} />}
            />
            {!rowWindow && (
              <Pagination
                page={search.page ?? 1}
                pageSize={pageSize}
                total={total}
                hrefOf={(page) => address(`/lists/${list.id}`, { state, page })}
                onGo={(page) => change({ page })}
              />
            )}
          </>
        )}
      </QueryView>
    </Tabs>
  )
}
