import type { UseQueryResult } from '@tanstack/react-query'
import {
  type Column,
  DataTable,
  EmptyState,
  Link,
  Masked,
  Pagination,
  Panel,
  State,
  useFormat,
  useT,
} from '@zhucan/ui'
import { address } from '../app/address.ts'
import { Day, Severity, useDisabilityNames } from '../app/labels.tsx'
import { QueryView } from '../app/query-view.tsx'
import { pageSize } from '../register/register.queries.ts'
import type { CluesSearch } from './clues.address.ts'
import type { ClueLine } from './clues.queries.ts'

/** One page of clues; the first cell opens the reason beside the list. */
export function CluesTable(props: {
  clues: UseQueryResult<{ total: number; rows: ClueLine[] }>
  search: CluesSearch
  onPage: (page: number) => void
  mayRead: boolean
}) {
  const t = useT()
  const { search } = props
  const columns = useColumns(search, props.mayRead)
  return (
    <Panel title={t('clues.title')} hideTitle flush>
      <QueryView query={props.clues}>
        {({ total, rows }) => (
          <>
            <DataTable
              caption={t('clues.caption', { count: total })}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
              currentKey={search.clue}
              isBusy={props.clues.isPlaceholderData}
              empty={<EmptyState title={t('clues.none')}>{t('clues.noneHelp')}</EmptyState>}
            />
            <Pagination
              page={search.page ?? 1}
              pageSize={pageSize}
              total={total}
              hrefOf={(page) => address('/clues', { ...search, clue: undefined, page })}
              onGo={props.onPage}
            />
          </>
        )}
      </QueryView>
    </Panel>
  )
}

function useColumns(search: CluesSearch, mayRead: boolean): Column<ClueLine>[] {
  const t = useT()
  const format = useFormat()
  const names = useDisabilityNames()
  const nameOf = ({ subject, personName }: ClueLine) =>
    subject === 'household' ? t('clues.householdOf', { name: personName }) : personName
  return [
    {
      id: 'person',
      header: t('clues.person'),
      isRowHeader: true,
      cell: (clue) =>
        mayRead ? (
          <Link
            look="row"
            href={address('/clues', { ...search, clue: clue.id })}
            current={search.clue === clue.id ? 'true' : undefined}
          >
            <Masked text={nameOf(clue)} />
          </Link>
        ) : (
          <Masked text={nameOf(clue)} />
        ),
    },
    { id: 'rule', isWide: true, header: t('clues.rule'), cell: ({ ruleTitle }) => format.label(ruleTitle) },
    { id: 'severity', header: t('clues.severity'), cell: ({ severity }) => <Severity severity={severity} /> },
    {
      id: 'category',
      header: t('clues.categoryLevel'),
      cell: ({ category, level }) => names.both(category, level),
    },
    { id: 'region', header: t('clues.region'), cell: ({ regionName }) => regionName ?? t('word.unknown') },
    { id: 'since', header: t('clues.since'), isQuiet: true, cell: ({ since }) => <Day day={since} /> },
    { id: 'state', header: t('clues.state'), cell: ({ state }) => <ClueState state={state} /> },
  ]
}

function ClueState({ state }: { state: string }) {
  const t = useT()
  if (state === 'new') return <State kind="notice">{t('word.clueState.new')}</State>
  if (state === 'withdrawn') return <State kind="cancelled">{t('word.clueState.withdrawn')}</State>
  return <>{state}</>
}
