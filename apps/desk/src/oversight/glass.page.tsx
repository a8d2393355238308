import { useQuery } from '@tanstack/react-query'
import { Button, type Column, Link, Masked, PageHeader, State, useFormat, useT } from '@zhucan/ui'
import { useState } from 'react'
import { useMay } from '../app/session.ts'
import { TablePanel } from '../app/table-panel.tsx'
import { GlassRequest } from './glass-request.tsx'
import { GlassReview } from './glass-review.tsx'
import { type Glass, glassQuery } from './oversight.queries.ts'
import './oversight.css'

/** Emergency accesses: asking for one, and those that happened, with their review. */
export function GlassPage() {
  const t = useT()
  const mayOpen = useMay('glass.open')
  const mayReview = useMay('glass.review')
  const accesses = useQuery(glassQuery)
  const [reviewed, setReviewed] = useState<Glass | null>(null)
  const columns = useColumns(mayReview ? setReviewed : null)
  return (
    <div className="desk-page">
      <PageHeader title={t('glass.title')} below={t('glass.note')} />
      {mayOpen && <GlassRequest />}
      <TablePanel
        title={t('glass.caption')}
        query={accesses}
        columns={columns}
        none={t('glass.none')}
        noneHelp={t('glass.noneHelp')}
      />
      {reviewed && <GlassReview glass={reviewed} onClose={() => setReviewed(null)} />}
    </div>
  )
}

const kinds = { open: 'warning', overdue: 'danger', accepted: 'good', rejected: 'danger' } as const

function useColumns(onReview: ((glass: Glass) => void) | null): Column<Glass>[] {
  const t = useT()
  const format = useFormat()
  return [
    {
      id: 'by',
      header: t('glass.by'),
      isRowHeader: true,
      cell: ({ byName, organisationName }) => (
        <>
          {byName}
          <div className="desk-quiet desk-small">{organisationName}</div>
        </>
      ),
    },
    { id: 'when', header: t('glass.when'), cell: ({ grantedAt }) => format.moment(grantedAt) },
    {
      id: 'person',
      header: t('glass.person'),
      cell: ({ personName, regionName }) =>
        personName ? (
          <Masked text={personName} />
        ) : (
          t('glass.personOf', { region: regionName ?? t('word.unknown') })
        ),
    },
    {
      id: 'reason',
      header: t('glass.purpose'),
      isWide: true,
      cell: ({ purpose, reason }) => (
        <>
          {t(`glass.purpose.${purpose}`)}
          <div className="desk-quiet desk-small">{reason}</div>
        </>
      ),
    },
    {
      id: 'state',
      header: t('glass.state'),
      cell: ({ state, reviewBy, note }) => (
        <>
          <State kind={kinds[state]}>{t(`glass.state.${state}`, { day: format.day(reviewBy) })}</State>
          {note && <div className="desk-quiet desk-small">{note}</div>}
        </>
      ),
    },
    {
      id: 'act',
      header: t('glass.act'),
      cell: (glass) => <Acts glass={glass} onReview={onReview} />,
    },
  ]
}

function Acts({ glass, onReview }: { glass: Glass; onReview: ((glass: Glass) => void) | null }) {
  const t = useT()
  const mayOpen = useMay('glass.open')
  if (glass.mine && glass.isOpen && mayOpen)
    return (
      <Link look="secondary" href={`/break-glass/${glass.id}`}>
        {t('glass.look')}
      </Link>
    )
  const isDue = glass.state === 'open' || glass.state === 'overdue'
  if (onReview && isDue && !glass.mine)
    return (
      <Button aria-label={`${t('glass.review')} ${glass.byName ?? ''}`} onPress={() => onReview(glass)}>
        {t('glass.review')}
      </Button>
    )
  return <span className="desk-quiet">{t('word.none')}</span>
}
