import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  type Column,
  ColumnChooser,
  DataTable,
  EmptyState,
  Link,
  PageHeader,
  Panel,
  State,
  UploadIcon,
  useDensity,
  useFormat,
  useT,
} from '@zhucan/ui'
import { address } from '../app/address.ts'
import { Day } from '../app/labels.tsx'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { readSort, writeSort } from '../app/sorting.ts'
import { ViewsBar } from '../views/views-bar.tsx'
import { type ListsSearch, listSorts, type rowStates } from './lists.address.ts'
import { type DepartmentList, listsQuery } from './lists.queries.ts'
import './lists.css'

const route = getRouteApi('/desk/lists')

/** The departments' lists: how much was matched, how old, kept until when. */
export function ListsPage() {
  const t = useT()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [density, setDensity] = useDensity()
  const lists = useQuery(listsQuery(search))
  const sort = readSort(search.sort ?? '-received')
  const hidden = search.hide?.split(',') ?? []
  const change = (part: ListsSearch) => void navigate({ search: (before) => ({ ...before, ...part }) })
  const mayImport = useMay('import.create')
  const columns = useColumns()
  const importLink = mayImport && (
    <Link look="primary" href="/imports" icon={<UploadIcon />}>
      {t('lists.import')}
    </Link>
  )
  return (
    <div className="desk-page">
      <PageHeader title={t('lists.title')} below={t('lists.note')} actions={importLink} />
      <Panel title={t('lists.caption')} hideTitle flush>
        <div className="lists-tools zc-no-print">
          <ViewsBar place="lists" search={{ ...search }} />
          <ColumnChooser
            columns={columns}
            hidden={hidden}
            onHidden={(left) => change({ hide: left.join(',') || undefined })}
            density={density}
            onDensity={setDensity}
          />
        </div>
        <QueryView query={lists}>
          {(data) => (
            <DataTable
              caption={t('lists.caption')}
              columns={columns.filter(({ id }) => !hidden.includes(id))}
              rows={data}
              density={density}
              {...(sort ? { sort } : {})}
              onSort={(next) => change({ sort: listSorts.find((one) => one === writeSort(next)) })}
              isBusy={lists.isPlaceholderData}
              rowKey={({ id }) => id}
              empty={
                <EmptyState title={t('lists.none')} action={importLink}>
                  {t('lists.noneHelp')}
                </EmptyState>
              }
            />
          )}
        </QueryView>
      </Panel>
    </div>
  )
}

function useColumns(): Column<DepartmentList>[] {
  const t = useT()
  const format = useFormat()
  const counted = (state: (typeof rowStates)[number]): Column<DepartmentList> => ({
    id: state,
    header: t(`lists.${state}`),
    align: 'end',
    cell: (list) => (
      <Link
        look="row"
        href={address(`/lists/${list.id}`, { state })}
        label={`${format.label(list.fileTitle)} ${t(`lists.${state}`)} ${format.number(list.counts[state] ?? 0)}`}
      >
        {format.number(list.counts[state] ?? 0)}
      </Link>
    ),
  })
  return [
    {
      id: 'title',
      header: t('lists.name'),
      isRowHeader: true,
      cell: ({ id, title, fileTitle }) => (
        <>
          <Link look="row" href={`/lists/${id}`}>
            {format.label(fileTitle)}
          </Link>
          <span className="lists-file-name">{title}</span>
        </>
      ),
    },
    {
      id: 'received',
      isSortable: true,
      header: t('lists.receivedOn'),
      cell: ({ receivedOn }) => <Day day={receivedOn} />,
    },
    {
      id: 'rows',
      isSortable: true,
      header: t('lists.rows'),
      align: 'end',
      cell: ({ rowCount }) => format.number(rowCount),
    },
    counted('matched'),
    {
      id: 'share',
      header: t('lists.share'),
      align: 'end',
      isQuiet: true,
      cell: ({ rowCount, counts }) =>
        rowCount > 0 ? format.percent((counts.matched ?? 0) / rowCount) : t('word.none'),
    },
    counted('invalid'),
    counted('absent'),
    {
      id: 'retain',
      isSortable: true,
      header: t('lists.retain'),
      isQuiet: true,
      cell: ({ retainUntil, rawDeletedAt }) =>
        rawDeletedAt ? <State kind="cancelled">{t('lists.deleted')}</State> : <Day day={retainUntil} />,
    },
  ]
}
