import { useQuery } from '@tanstack/react-query'
import {
  type Column,
  DataTable,
  EmptyState,
  Link,
  PageHeader,
  Panel,
  State,
  UploadIcon,
  useFormat,
  useT,
} from '@zhucan/ui'
import { address } from '../app/address.ts'
import { Day } from '../app/labels.tsx'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import type { rowStates } from './lists.address.ts'
import { type DepartmentList, listsQuery } from './lists.queries.ts'
import './lists.css'

/** The departments' lists: how much was matched, how old, kept until when. */
export function ListsPage() {
  const t = useT()
  const lists = useQuery(listsQuery)
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
        <QueryView query={lists}>
          {(data) => (
            <DataTable
              caption={t('lists.caption')}
              columns={columns}
              rows={data}
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
    { id: 'receivedOn', header: t('lists.receivedOn'), cell: ({ receivedOn }) => <Day day={receivedOn} /> },
    { id: 'rows', header: t('lists.rows'), align: 'end', cell: ({ rowCount }) => format.number(rowCount) },
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
      header: t('lists.retain'),
      isQuiet: true,
      cell: ({ retainUntil, rawDeletedAt }) =>
        rawDeletedAt ? <State kind="cancelled">{t('lists.deleted')}</State> : <Day day={retainUntil} />,
    },
  ]
}
