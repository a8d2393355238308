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
import { useNames } from '../app/catalogue.ts'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import type { rowStates } from './lists.address.ts'
import { type DepartmentList, listsQuery } from './lists.queries.ts'

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
  const names = useNames()
  const counted = (state: (typeof rowStates)[number]): Column<DepartmentList> => ({
    id: state,
    header: t(`lists.${state}`),
    align: 'end',
    cell: (list) => (
      <Link
        look="row"
        href={address(`/lists/${list.id}`, { state })}
        label={`${list.title} ${t(`lists.${state}`)} ${format.number(list[state])}`}
      >
        {format.number(list[state])}
      </Link>
    ),
  })
  return [
    {
      id: 'title',
      header: t('lists.name'),
      isRowHeader: true,
      cell: ({ id, title, fileType }) => (
        <Link look="row" href={`/lists/${id}`}>
          {names.file(fileType) ?? title}
        </Link>
      ),
    },
    { id: 'receivedOn', header: t('lists.receivedOn'), cell: ({ receivedOn }) => format.day(receivedOn) },
    { id: 'rows', header: t('lists.rows'), align: 'end', cell: ({ rows }) => format.number(rows) },
    counted('matched'),
    {
      id: 'share',
      header: t('lists.share'),
      align: 'end',
      isQuiet: true,
      cell: ({ rows, matched }) => (rows > 0 ? format.percent(matched / rows) : t('word.none')),
    },
    counted('invalid'),
    counted('absent'),
    {
      id: 'retain',
      header: t('lists.retain'),
      isQuiet: true,
      cell: ({ retainUntil, rawDeleted }) =>
        rawDeleted ? (
          <State kind="cancelled">{t('lists.deleted')}</State>
        ) : retainUntil ? (
          format.day(retainUntil)
        ) : (
          t('word.unknown')
        ),
    },
  ]
}
