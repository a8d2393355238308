import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  Breadcrumbs,
  EmptyState,
  FactList,
  PageHeader,
  Pagination,
  Panel,
  Tabs,
  useFormat,
  useT,
} from '@zhucan/ui'
import { address } from '../app/address.ts'
import { catalogueQuery, useNames } from '../app/catalogue.ts'
import { PageView, QueryView } from '../app/query-view.tsx'
import { pageSize } from '../register/register.queries.ts'
import { ListRowsTable } from './list-rows-table.tsx'
import { rowStates } from './lists.address.ts'
import { type DepartmentList, listQuery, listRowsQuery } from './lists.queries.ts'

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
          <Panel title={t('lists.tabs')} hideTitle>
            <ListRows list={data} />
          </Panel>
        </>
      )}
    </PageView>
  )
}

function ListHeader({ list }: { list: DepartmentList }) {
  const t = useT()
  const names = useNames()
  const title = names.file(list.fileType) ?? list.title
  return (
    <PageHeader
      title={title}
      above={<Breadcrumbs crumbs={[{ label: t('lists.title'), href: '/lists' }, { label: title }]} />}
      below={list.title === title ? undefined : list.title}
    />
  )
}

function ListFacts({ list }: { list: DepartmentList }) {
  const t = useT()
  const format = useFormat()
  const { data: catalogue } = useQuery(catalogueQuery)
  const kind = catalogue?.files.find(({ id }) => id === list.fileType)
  const kept = list.rawDeleted ? t('lists.deleted') : list.retainUntil && format.day(list.retainUntil)
  return (
    <Panel title={t('lists.basis')} hideTitle>
      <FactList
        facts={[
          { label: t('lists.department'), value: kind ? format.label(kind.department) : t('word.unknown') },
          { label: t('lists.receivedOn'), value: format.day(list.receivedOn) },
          { label: t('lists.rows'), value: format.number(list.rows) },
          { label: t('lists.share'), value: format.percent(list.rows > 0 ? list.matched / list.rows : 0) },
          { label: t('lists.retain'), value: kept || t('word.unknown') },
          ...(kind
            ? [
                { label: t('lists.basis'), value: format.label(kind.legalBasis) },
                { label: t('lists.use'), value: format.label(kind.permittedUse) },
              ]
            : []),
        ]}
      />
    </Panel>
  )
}

function ListRows({ list }: { list: DepartmentList }) {
  const t = useT()
  const format = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const state = search.state ?? 'matched'
  const rows = useQuery(listRowsQuery(list.id, { ...search, state }))
  const go = (page: number | undefined, tab: string = state) =>
    void navigate({ search: { state: rowStates.find((known) => known === tab), page } })
  return (
    <Tabs
      label={t('lists.tabs')}
      selected={state}
      onSelect={(tab) => go(undefined, tab)}
      tabs={rowStates.map((id) => ({ id, label: t(`lists.${id}`), count: format.number(list[id]) }))}
    >
      <QueryView query={rows}>
        {({ total, rows: shown }) => (
          <>
            <ListRowsTable
              caption={t('lists.rowCaption', { title: list.title, state: t(`lists.${state}`) })}
              fileType={list.fileType}
              state={state}
              rows={shown}
              isBusy={rows.isPlaceholderData}
              empty={<EmptyState title={t('lists.noRows')} />}
            />
            <Pagination
              page={search.page ?? 1}
              pageSize={pageSize}
              total={total}
              hrefOf={(page) => address(`/lists/${list.id}`, { state, page })}
              onGo={go}
            />
          </>
        )}
      </QueryView>
    </Tabs>
  )
}
