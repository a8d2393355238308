import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { roles } from '@zhucan/catalogue'
import {
  Button,
  CloseIcon,
  type Column,
  DataTable,
  EmptyState,
  Link,
  PageHeader,
  Pagination,
  Panel,
  SearchField,
  Select,
  State,
  useFormat,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { address } from '../app/address.ts'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { useOpenByAddress } from '../app/use-open-by-address.ts'
import { ConfirmationsPanel } from './confirmations-panel.tsx'
import { InvitationsPanel } from './invitations-panel.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { accountStates, type PeopleSearch } from './people.address.ts'
import { type PersonLine, pageSize, peopleQuery } from './people.queries.ts'
import { useTerm } from './use-term.ts'
import './people.css'

const route = getRouteApi('/desk/people')
const all = 'all'

/** Everybody who works in one's area, and the invitations that are out. */
export function PeoplePage() {
  const t = useT()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayInvite = useMay('user.invite')
  const mayConfirm = useMay('user.confirm')
  const [isInviting, setInviting] = useOpenByAddress('invite')
  const people = useQuery(peopleQuery(search))
  const change = (part: PeopleSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...part }) })
  return (
    <div className="desk-page">
      <PageHeader
        title={t('people.title')}
        below={people.data && <p role="status">{t('people.count', { count: people.data.total })}</p>}
        actions={
          mayInvite && (
            <Button variant="primary" onPress={() => setInviting(true)}>
              {t('people.invite')}
            </Button>
          )
        }
      />
      {mayConfirm && <ConfirmationsPanel />}
      <Panel title={t('people.filters')} hideTitle>
        <Filters search={search} onChange={change} />
      </Panel>
      <Panel title={t('people.title')} hideTitle flush>
        <QueryView query={people}>
          {({ rows, total }) => (
            <>
              <PeopleTable rows={rows} total={total} isBusy={people.isPlaceholderData} />
              <Pagination
                page={search.page ?? 1}
                pageSize={pageSize}
                total={total}
                hrefOf={(page) => address('/people', { ...search, page })}
                onGo={(page) => change({ page })}
              />
            </>
          )}
        </QueryView>
      </Panel>
      {mayInvite && <InvitationsPanel />}
      {mayInvite && <InviteDialog isOpen={isInviting} onClose={() => setInviting(false)} />}
    </div>
  )
}

function Filters(props: { search: PeopleSearch; onChange: (part: PeopleSearch) => void }) {
  const t = useT()
  const format = useFormat()
  const { search, onChange } = props
  const [text, setText] = useState(search.text ?? '')
  return (
    <div className="people-filters">
      <div className="people-search">
        <SearchField
          label={t('people.search')}
          value={text}
          onChange={setText}
          onSubmit={(value) => onChange({ text: value.trim() || undefined })}
        />
      </div>
      <Select
        label={t('people.role')}
        value={search.role ?? all}
        onChange={(value) => onChange({ role: value === all ? undefined : value })}
        options={[
          { value: all, label: t('word.all') },
          ...Object.entries(roles).map(([value, { label }]) => ({ value, label: format.label(label) })),
        ]}
      />
      <Select
        label={t('people.state')}
        value={search.state ?? all}
        onChange={(value) => onChange({ state: accountStates.find((one) => one === value) })}
        options={[
          { value: all, label: t('word.all') },
          ...accountStates.map((value) => ({ value, label: t(`people.state.${value}`) })),
        ]}
      />
      {(search.text || search.role || search.state) && (
        <Button
          variant="quiet"
          icon={<CloseIcon />}
          onPress={() => {
            setText('')
            onChange({ text: undefined, role: undefined, state: undefined })
          }}
        >
          {t('word.reset')}
        </Button>
      )}
    </div>
  )
}

function PeopleTable(props: { rows: readonly PersonLine[]; total: number; isBusy: boolean }) {
  const t = useT()
  const format = useFormat()
  return (
    <DataTable
      caption={t('people.caption', { count: format.number(props.total) })}
      columns={useColumns()}
      rows={props.rows}
      rowKey={({ id }) => id}
      isBusy={props.isBusy}
      empty={<EmptyState title={t('people.nobody')}>{t('people.nobodyHelp')}</EmptyState>}
    />
  )
}

function useColumns(): Column<PersonLine>[] {
  const t = useT()
  const format = useFormat()
  const term = useTerm()
  return [
    {
      id: 'name',
      header: t('people.name'),
      isRowHeader: true,
      cell: ({ id, name }) => (
        <Link look="row" href={`/people/${id}`}>
          {name}
        </Link>
      ),
    },
    { id: 'username', header: t('people.username'), isQuiet: true, cell: ({ username }) => username },
    { id: 'role', header: t('people.role'), cell: ({ roleLabel }) => format.label(roleLabel) },
    { id: 'organisation', header: t('people.organisation'), cell: ({ organisation }) => organisation },
    { id: 'state', header: t('people.state'), cell: ({ state }) => <AccountState state={state} /> },
    { id: 'term', header: t('people.until'), isQuiet: true, cell: term },
    {
      id: 'factor',
      header: t('people.factor'),
      cell: ({ hasFactor }) => t(`people.factor.${hasFactor ? 'yes' : 'no'}`),
    },
    {
      id: 'lastSignIn',
      header: t('people.lastSignIn'),
      isQuiet: true,
      cell: ({ lastSignIn }) => (lastSignIn ? format.moment(lastSignIn) : t('people.never')),
    },
  ]
}

const stateKinds = { active: 'good', future: 'notice', ended: 'neutral', closed: 'cancelled' } as const

/** Where an account stands, in colour, shape and word. */
export function AccountState({ state }: { state: PersonLine['state'] }) {
  const t = useT()
  return <State kind={stateKinds[state]}>{t(`people.state.${state}`)}</State>
}
