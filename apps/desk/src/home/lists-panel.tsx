import {
  type Column,
  DataTable,
  EmptyState,
  Link,
  Panel,
  State,
  UploadIcon,
  useFormat,
  useSpeech,
  useT,
} from '@zhucan/ui'
import { address } from '../app/address.ts'
import { useNames } from '../app/catalogue.ts'
import { useMay } from '../app/session.ts'
import type { ListFigures } from './home.queries.ts'
import { oldAfterDays, summariseLists } from './summaries.ts'

/** The departments' lists, how much of each was matched, and how old it is. */
export function ListsPanel({ lists }: { lists: readonly ListFigures[] }) {
  const t = useT()
  const mayImport = useMay('import.create')
  const columns = useColumns(lists)
  return (
    <Panel title={t('home.listsTitle')} note={useSentences(lists)} flush>
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

function useAge(): (days: number) => string {
  const t = useT()
  return (days) => (days === 0 ? t('home.todayOld') : t('home.daysOld', { count: days }))
}

/** How old the lists are, in two sentences; nothing while there are none. */
function useSentences(lists: readonly ListFigures[]): string | undefined {
  const t = useT()
  const { locale } = useSpeech()
  const names = useNames()
  const ageOf = useAge()
  const summary = summariseLists(lists)
  if (!summary) return undefined
  const { count, newest, oldest, old } = summary
  const name = names.file(oldest.fileType) ?? oldest.title
  return [
    t('home.listsNewest', { count, age: ageOf(newest) }),
    t('home.listsOldest', { name, age: ageOf(oldest.ageDays), days: oldAfterDays, old }),
  ].join(locale === 'en' ? ' ' : '')
}

function useColumns(lists: readonly ListFigures[]): Column<ListFigures>[] {
  const t = useT()
  const ageOf = useAge()
  const oldest = Math.max(oldAfterDays, ...lists.map(({ ageDays }) => ageDays))
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
      cell: ({ ageDays }) => (
        <span className="home-bar-cell">
          <span className="home-bar" data-old={ageDays > oldAfterDays || undefined} aria-hidden="true">
            <span style={{ inlineSize: `${(ageDays / oldest) * 100}%` }} />
          </span>
          {ageDays > oldAfterDays ? <State kind="warning">{ageOf(ageDays)}</State> : ageOf(ageDays)}
        </span>
      ),
    },
  ]
}
