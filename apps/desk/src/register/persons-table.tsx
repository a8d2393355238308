import type { UseQueryResult } from '@tanstack/react-query'
import {
  Button,
  CloseIcon,
  type Column,
  ColumnChooser,
  DataTable,
  DensityIcon,
  EmptyState,
  Link,
  PagesIcon,
  Pagination,
  Panel,
  useDensity,
  useFormat,
  useT,
} from '@zhucan/ui'
import { address } from '../app/address.ts'
import { CertificateState, useDisabilityNames, useSexName } from '../app/labels.tsx'
import { PersonLink } from '../app/person-link.tsx'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { readSort, writeSort } from '../app/sorting.ts'
import { longestWindow } from '../app/use-window.ts'
import { ExportButton } from '../exports/export-button.tsx'
import { ViewsBar } from '../views/views-bar.tsx'
import { personSorts, type RegisterSearch } from './register.address.ts'
import { type PersonLine, pageSize } from './register.queries.ts'
import { usePersonWindow } from './use-person-window.ts'

/** The people of the filter: page by page, or as one long list to scroll. */
export function PersonsTable(props: {
  caption: string
  persons: UseQueryResult<{ total: number; rows: PersonLine[] }>
  search: RegisterSearch
  onChange: (part: RegisterSearch) => void
}) {
  const { search, onChange } = props
  const t = useT()
  const columns = useColumns()
  const hidden = search.hide?.split(',') ?? []
  const [density, setDensity] = useDensity()
  const rowWindow = usePersonWindow(search)
  const sort = readSort(search.sort)
  return (
    <Panel title={props.caption} hideTitle flush>
      <QueryView query={props.persons}>
        {({ total, rows }) => (
          <>
            <div className="register-table-tools zc-no-print">
              <ViewsBar place="register" search={{ ...search }} />
              <ExportButton what="register" filter={exportFilter(search)} numberRight="person.reveal" />
              <RowsSwitch search={search} total={total} onChange={onChange} />
              <ColumnChooser
                columns={columns}
                hidden={hidden}
                onHidden={(left) => onChange({ hide: left.join(',') || undefined })}
                density={density}
                onDensity={setDensity}
              />
            </div>
            <DataTable
              caption={props.caption}
              columns={columns.filter(({ id }) => !hidden.includes(id))}
              rows={rowWindow ? [] : rows}
              window={rowWindow}
              rowKey={({ id }) => id}
              density={density}
              {...(sort ? { sort } : {})}
              onSort={(next) => onChange({ sort: personSorts.find((one) => one === writeSort(next)) })}
              isBusy={props.persons.isPlaceholderData}
              empty={<EmptyState title={t('register.nobody')}>{t('register.nobodyHelp')}</EmptyState>}
            />
            {!rowWindow && (
              <Pagination
                page={search.page ?? 1}
                pageSize={pageSize}
                total={total}
                hrefOf={(page) => address('/register', { ...search, page })}
                onGo={(page) => onChange({ page })}
              />
            )}
          </>
        )}
      </QueryView>
    </Panel>
  )
}

/** Pages, or one long list; and the way back to the order by place. */
function RowsSwitch(props: {
  search: RegisterSearch
  total: number
  onChange: (part: RegisterSearch) => void
}) {
  const t = useT()
  const format = useFormat()
  const { search, total, onChange } = props
  const isLong = search.rows === 'all'
  return (
    <>
      {total > pageSize && (
        <Button
          variant="quiet"
          icon={isLong ? <PagesIcon /> : <DensityIcon />}
          onPress={() => onChange({ rows: isLong ? undefined : 'all' })}
        >
          {t(isLong ? 'register.byPage' : 'register.asOneList')}
        </Button>
      )}
      {search.sort && (
        <Button variant="quiet" icon={<CloseIcon />} onPress={() => onChange({ sort: undefined })}>
          {t('register.byPlace')}
        </Button>
      )}
      {isLong && total > longestWindow && (
        <p className="desk-small">{t('register.cut', { count: format.number(longestWindow) })}</p>
      )}
    </>
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
      isSortable: true,
      cell: ({ id, name }) => <PersonLink id={id} name={name} />,
    },
    { id: 'sex', header: t('register.sex'), cell: ({ sex }) => sexName(sex) },
    {
      id: 'age',
      isSortable: true,
      header: t('register.age'),
      align: 'end',
      cell: ({ age }) => (age === null ? t('word.unknown') : format.number(age)),
    },
    {
      id: 'level',
      isSortable: true,
      header: t('register.categoryLevel'),
      cell: ({ category, level }) => names.both(category, level),
    },
    {
      id: 'validTo',
      isSortable: true,
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

/** What narrows the list; how it is shown is no part of an export. */
const exportFilter = ({
  page: _page,
  sort: _sort,
  hide: _hide,
  rows: _rows,
  view: _view,
  ...filter
}: RegisterSearch) => filter
