import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type Column, Link, Masked, PageHeader, Panel, State, useFormat, useT } from '@zhucan/ui'
import { useMay } from '../app/session.ts'
import { TablePanel } from '../app/table-panel.tsx'
import { DecideButton } from './decide-dialog.tsx'
import { EraseForm } from './erase-form.tsx'
import { type Erasure, erasuresQuery } from './erasures.queries.ts'
import './erasure.css'

const route = getRouteApi('/desk/erasures')

/** Lawful requests to erase somebody: entered by one, decided by another; what stays is named. */
export function ErasuresPage() {
  const t = useT()
  const { person } = route.useSearch()
  const mayEnter = useMay('erasure.enter')
  const found = useQuery(erasuresQuery)
  const columns = useColumns()
  return (
    <div className="desk-page">
      <PageHeader title={t('erasure.title')} below={t('erasure.note')} />
      {mayEnter && (
        <Panel title={t('erasure.new')} note={t('erasure.newNote')}>
          <EraseForm person={person} />
        </Panel>
      )}
      <TablePanel
        title={t('erasure.requests')}
        query={found}
        columns={columns}
        none={t('erasure.none')}
        noneHelp={t('erasure.noneHelp')}
      />
      <Panel title={t('erasure.stays')}>
        <ul className="erasure-stays">
          {(['audit', 'figures', 'stub', 'backups', 'papers'] as const).map((what) => (
            <li key={what}>{t(`erasure.stays.${what}`)}</li>
          ))}
        </ul>
      </Panel>
    </div>
  )
}

const kinds = { waiting: 'warning', done: 'good', refused: 'cancelled', withdrawn: 'neutral' } as const

function useColumns(): Column<Erasure>[] {
  const t = useT()
  const format = useFormat()
  return [
    { id: 'person', header: t('erasure.person'), isRowHeader: true, cell: (row) => <Person row={row} /> },
    {
      id: 'state',
      header: t('erasure.state'),
      cell: ({ state }) => <State kind={kinds[state]}>{t(`erasure.state.${state}`)}</State>,
    },
    { id: 'basis', header: t('erasure.basis'), cell: ({ basis }) => t(`erasure.basis.${basis}`) },
    { id: 'asked', header: t('erasure.askedOn'), cell: ({ askedOn }) => format.day(askedOn) },
    {
      id: 'people',
      header: t('erasure.by'),
      isWide: true,
      cell: ({ enteredBy, enteredAt, decidedBy, decidedAt, reason, note }) => (
        <>
          {t('erasure.enteredBy', { name: enteredBy, moment: format.moment(enteredAt) })} · {reason}
          {decidedBy && decidedAt && (
            <span className="desk-quiet desk-small">
              {' '}
              {t('erasure.decidedBy', { name: decidedBy, moment: format.moment(decidedAt) })} {note}
            </span>
          )}
        </>
      ),
    },
    { id: 'act', header: t('erasure.act'), cell: (row) => <DecideButton erasure={row} /> },
  ]
}

function Person({ row: { personId, personName, state, remains } }: { row: Erasure }) {
  const t = useT()
  const mayRead = useMay('person.read')
  if (state === 'done') {
    const count = Object.values(remains.rows ?? {}).reduce((sum, rows) => sum + rows, 0)
    return (
      <>
        <code className="erasure-id">{personId.slice(-12)}</code>{' '}
        <span className="desk-quiet desk-small">{t('erasure.erasedRows', { count })}</span>
      </>
    )
  }
  if (personName === null) return <code className="erasure-id">{personId.slice(-12)}</code>
  return mayRead ? (
    <Link look="row" href={`/persons/${personId}`}>
      <Masked text={personName} />
    </Link>
  ) : (
    <Masked text={personName} />
  )
}
