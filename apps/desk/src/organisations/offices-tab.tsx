import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  Button,
  type Column,
  DataTable,
  EmptyState,
  Link,
  Panel,
  ProblemSummary,
  State,
  TextField,
  useFormat,
  useNotify,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { OfficeForm } from './office-form.tsx'
import {
  departmentsQuery,
  type OfficeLine,
  type OrganisationWish,
  wishesQuery,
} from './organisations.queries.ts'

/** Federations, departments and services: those there are, those that wait for a second person, and a form for a new one. */
export function OfficesTab() {
  const t = useT()
  const mayWrite = useMay('organisation.write')
  const found = useQuery(departmentsQuery)
  const wishes = useQuery(wishesQuery)
  const columns = useColumns()
  return (
    <div className="desk-stack">
      <QueryView query={wishes}>
        {(rows) => {
          const waiting = rows.filter(({ state }) => state === 'waiting')
          return waiting.length === 0 ? null : (
            <Panel title={t('organisations.wishes')} note={t('organisations.wishesNote')}>
              <ul className="organisations-wishes">
                {waiting.map((wish) => (
                  <Wish key={wish.id} wish={wish} />
                ))}
              </ul>
            </Panel>
          )
        }}
      </QueryView>
      <Panel title={t('organisations.offices')} flush>
        <QueryView query={found}>
          {({ offices }) => (
            <DataTable
              caption={t('organisations.offices')}
              columns={columns}
              rows={offices}
              rowKey={({ id }) => id}
              empty={
                <EmptyState title={t('organisations.noOffices')}>
                  {t('organisations.noOfficesHelp')}
                </EmptyState>
              }
            />
          )}
        </QueryView>
      </Panel>
      {mayWrite && (
        <Panel title={t('organisations.new')} note={t('organisations.newNote')}>
          <OfficeForm />
        </Panel>
      )}
    </div>
  )
}

function useColumns(): Column<OfficeLine>[] {
  const t = useT()
  const format = useFormat()
  const departments = useQuery(departmentsQuery).data?.departments ?? []
  return [
    {
      id: 'name',
      header: t('organisations.officeName'),
      isRowHeader: true,
      cell: ({ id, name }) => (
        <Link look="row" href={`/organisations/${id}`}>
          {name}
        </Link>
      ),
    },
    { id: 'kind', header: t('organisations.kind'), cell: ({ kind }) => t(`organisations.kind.${kind}`) },
    { id: 'place', header: t('organisations.place.word'), cell: ({ regionName }) => regionName },
    {
      id: 'department',
      header: t('organisations.department'),
      cell: ({ department }) => {
        const known = departments.find(({ id }) => id === department)
        return known ? format.label(known.label) : t('word.none')
      },
    },
  ]
}

function Wish({ wish }: { wish: OrganisationWish }) {
  const t = useT()
  const format = useFormat()
  const notify = useNotify()
  const queries = useQueryClient()
  const mayConfirm = useMay('organisation.confirm')
  const [note, setNote] = useState('')
  const act = useMutation({
    mutationFn: ({ how, body }: { how: 'decide' | 'withdraw'; body: object }) =>
      post(`/api/v1/organisation-wishes/${wish.id}/${how}`, body),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['departments'] })
      notify({ kind: 'good', text: t('organisations.saved') })
    },
  })
  return (
    <li>
      <p>
        <State kind="warning">{t('organisations.waits')}</State> <strong>{wish.name}</strong>{' '}
        {t(`organisations.kind.${wish.kind}`)} · {wish.regionName} · {format.day(wish.fromDay)}
      </p>
      <p className="desk-quiet desk-small">
        {t('organisations.wishedBy', { name: wish.madeBy, moment: format.moment(wish.madeAt) })} ·{' '}
        {wish.reason}
      </p>
      {act.error && <ProblemSummary {...problemOf(act.error)} />}
      {mayConfirm && !wish.isOwn && (
        <div className="organisations-fields">
          <Button
            variant="primary"
            isPending={act.isPending}
            onPress={() => act.mutate({ how: 'decide', body: { accept: true } })}
          >
            {t('organisations.confirm')}
          </Button>
          <TextField label={t('organisations.whyNot')} value={note} onChange={setNote} maxLength={500} />
          <Button
            isDisabled={note.trim().length < 2}
            onPress={() => act.mutate({ how: 'decide', body: { accept: false, note } })}
          >
            {t('organisations.refuse')}
          </Button>
        </div>
      )}
      {wish.isOwn && (
        <Button isPending={act.isPending} onPress={() => act.mutate({ how: 'withdraw', body: {} })}>
          {t('organisations.withdraw')}
        </Button>
      )}
    </li>
  )
}
