import type { UseQueryResult } from '@tanstack/react-query'
import { dayInShanghai } from '@zhucan/kernel'
import {
  type Column,
  DataTable,
  EmptyState,
  Link,
  Pagination,
  Panel,
  State,
  useFormat,
  useT,
} from '@zhucan/ui'
import { address } from '../app/address.ts'
import { Day } from '../app/labels.tsx'
import { QueryView } from '../app/query-view.tsx'
import { pageSize } from '../register/register.queries.ts'
import { useArranged } from '../views/list-tools.tsx'
import { NoticeStateMark } from './item-words.tsx'
import { type NoticesSearch, noticeSorts } from './notices.address.ts'
import type { NoticeLine } from './notices.queries.ts'

/** One page of notices, in the order and with the columns that the address says. */
export function NoticesTable(props: {
  notices: UseQueryResult<{ total: number; rows: NoticeLine[] }>
  search: NoticesSearch
  onChange: (part: NoticesSearch) => void
}) {
  const { notices, search, onChange } = props
  const t = useT()
  const { table, tools } = useArranged(useColumns(), {
    place: 'notices',
    search: { ...search },
    onChange: ({ sort, ...part }) =>
      onChange(sort ? { sort: noticeSorts.find((one) => one === sort) } : part),
  })
  const isFiltered = search.state !== undefined || search.from !== undefined || search.title !== undefined
  return (
    <Panel title={t('notices.list')} hideTitle flush>
      <QueryView query={notices}>
        {({ total, rows }) => (
          <>
            {tools}
            <DataTable
              caption={t('notices.list')}
              {...table}
              rows={rows}
              rowKey={({ id }) => id}
              isBusy={notices.isPlaceholderData}
              empty={
                <EmptyState title={t(isFiltered ? 'notices.noneFound' : 'notices.none')}>
                  {t(isFiltered ? 'notices.noneFoundHelp' : 'notices.noneHelp')}
                </EmptyState>
              }
            />
            <Pagination
              page={search.page ?? 1}
              pageSize={pageSize}
              total={total}
              hrefOf={(page) => address('/notices', { ...search, page })}
              onGo={(page) => onChange({ page })}
            />
          </>
        )}
      </QueryView>
    </Panel>
  )
}

function useColumns(): Column<NoticeLine>[] {
  const t = useT()
  const format = useFormat()
  return [
    {
      id: 'title',
      header: t('notices.name'),
      isRowHeader: true,
      hasTitles: true,
      isSortable: true,
      cell: ({ id, title, documentNumber }) => (
        <>
          <Link look="row" href={`/notices/${id}`}>
            {title}
          </Link>
          {documentNumber && <span className="notices-number">{documentNumber}</span>}
        </>
      ),
    },
    {
      id: 'issued',
      header: t('notices.issuedOn'),
      isSortable: true,
      isQuiet: true,
      cell: ({ issuedOn }) => (issuedOn ? <Day day={issuedOn} /> : t('word.unknown')),
    },
    {
      id: 'received',
      header: t('notices.receivedOn'),
      isSortable: true,
      isQuiet: true,
      cell: ({ createdAt }) => <Day day={dayInShanghai(Date.parse(createdAt))} />,
    },
    {
      id: 'office',
      header: t('notices.office'),
      isSortable: true,
      isQuiet: true,
      cell: ({ organisationName }) => organisationName,
    },
    {
      id: 'progress',
      header: t('notices.progress'),
      cell: ({ items, undecided }) =>
        t('notices.decidedOf', { done: format.number(items - undecided), total: format.number(items) }),
    },
    {
      id: 'flags',
      header: t('notices.flags'),
      isWide: true,
      cell: ({ personal, doubts }) =>
        personal + doubts === 0 ? (
          t('notices.noFlags')
        ) : (
          <span className="desk-row">
            {personal > 0 && <State kind="warning">{t('notices.personalCount', { count: personal })}</State>}
            {doubts > 0 && <State kind="warning">{t('notices.doubtCount', { count: doubts })}</State>}
          </span>
        ),
    },
    {
      id: 'state',
      header: t('notices.state'),
      isSortable: true,
      cell: ({ state, sentAt }) => (
        <span className="desk-row">
          <NoticeStateMark state={state} />
          {sentAt && <State kind="notice">{t('notices.sent')}</State>}
        </span>
      ),
    },
  ]
}
