import { type Column, DataTable, EmptyState, Link, Panel, UploadIcon, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { useNames } from '../app/catalogue.ts'
import { useMay } from '../app/session.ts'
import type { ListFigures } from './home.queries.ts'

/** The departments' lists, how much of each was matched, and how old it is. */
export function ListsPanel({ lists }: { lists: readonly ListFigures[] }) {
  const t = useT()
  const mayImport = useMay('import.create')
  const columns = useColumns()
  return (
    <Panel title={t('home.listsTitle')} flush>
      <DataTable
        caption={t('home.listsTitle')}
        columns={columns}
        rows={lists}
        rowKey={({ id }) => id}
        empty={
          <EmptyState
            title={t('home.noLists')}
            action={
              mayImport && (
                <Link look="secondary" href="/imports" icon={<UploadIcon />}>
                  {t('home.import')}
                </Link>
              )
            }
          >
            {t('home.noListsHelp')}
          </EmptyState>
        }
      />
    </Panel>
  )
}

function useColumns(): Column<ListFigures>[] {
  const t = useT()
  const format = useFormat()
  const names = useNames()
  return [
    {
      id: 'title',
      header: t('home.listTitle'),
      isRowHeader: true,
      cell: ({ id, title, fileType }) => (
        <Link look="row" href={`/lists/${id}`}>
          {names.file(fileType) ?? title}
        </Link>
      ),
    },
    {
      id: 'matched',
      header: t('home.matched'),
      align: 'end',
      cell: ({ id, title, matched }) => (
        <Link
          look="row"
          href={address(`/lists/${id}`, { state: 'matched' })}
          label={`${title} ${t('home.matched')} ${format.number(matched)}`}
        >
          {format.number(matched)}
        </Link>
      ),
    },
    {
      id: 'share',
      header: t('lists.share'),
      align: 'end',
      isQuiet: true,
      cell: ({ matched, rows }) => (rows > 0 ? format.percent(matched / rows) : t('word.none')),
    },
    {
      id: 'age',
      header: t('home.fresh'),
      align: 'end',
      isQuiet: true,
      cell: ({ ageDays }) => (ageDays === 0 ? t('home.todayOld') : t('home.daysOld', { count: ageDays })),
    },
  ]
}
