import type { UseQueryResult } from '@tanstack/react-query'
import { type Column, DataTable, EmptyState, Link, Pagination, Panel, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { CertificateState, useDisabilityNames, useSexName } from '../app/labels.tsx'
import { PersonLink } from '../app/person-link.tsx'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import type { RegisterSearch } from './register.address.ts'
import { type PersonLine, pageSize } from './register.queries.ts'

/** One page of people, and the way to the other pages. */
export function PersonsTable(props: {
  caption: string
  persons: UseQueryResult<{ total: number; rows: PersonLine[] }>
  search: RegisterSearch
  onPage: (page: number) => void
}) {
  const t = useT()
  const columns = useColumns()
  const hrefOf = (page: number) => address('/register', { ...props.search, page })
  return (
    <Panel title={props.caption} hideTitle flush>
      <QueryView query={props.persons}>
        {({ total, rows }) => (
          <>
            <DataTable
              caption={props.caption}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
              isBusy={props.persons.isPlaceholderData}
              empty={<EmptyState title={t('register.nobody')}>{t('register.nobodyHelp')}</EmptyState>}
            />
            <Pagination
              page={props.search.page ?? 1}
              pageSize={pageSize}
              total={total}
              hrefOf={hrefOf}
              onGo={props.onPage}
            />
          </>
        )}
      </QueryView>
    </Panel>
  )
}

function useColumns(): Column<PersonLine>[] {
  const t = useT()
  const format = useFormat()
  const sexName = useSexName()
  const names = useDisabilityNames()
  const mayRead = useMay('person.read')
  return [
    {
      id: 'name',
      header: t('register.name'),
      isRowHeader: true,
      cell: ({ id, name }) => <PersonLink id={id} name={name} />,
    },
    { id: 'sex', header: t('register.sex'), cell: ({ sex }) => sexName(sex) },
    {
      id: 'age',
      header: t('register.age'),
      align: 'end',
      cell: ({ age }) => (age === null ? t('word.unknown') : format.number(age)),
    },
    {
      id: 'category',
      header: t('register.categoryLevel'),
      cell: ({ category, level }) => names.both(category, level),
    },
    {
      id: 'certificate',
      header: t('register.certificateState'),
      cell: ({ certificateState }) => <CertificateState state={certificateState} />,
    },
    { id: 'place', header: t('register.place'), cell: ({ regionName }) => regionName ?? t('word.unknown') },
    {
      id: 'household',
      header: t('register.householdHolders'),
      align: 'end',
      isQuiet: true,
      cell: ({ householdHolders }) => format.number(householdHolders),
    },
    {
      id: 'clues',
      header: t('register.clues'),
      align: 'end',
      cell: ({ id, clues }) =>
        clues > 0 ? (
          mayRead ? (
            <Link look="row" href={`/persons/${id}`} label={t('register.cluesCount', { count: clues })}>
              {format.number(clues)}
            </Link>
          ) : (
            format.number(clues)
          )
        ) : (
          <span className="desk-quiet">{t('word.none')}</span>
        ),
    },
  ]
}
