import { useQuery } from '@tanstack/react-query'
import {
  Button,
  type Column,
  DataTable,
  EmptyState,
  Link,
  Panel,
  TextField,
  useFormat,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { ExportButton } from '../exports/export-button.tsx'
import { PostDialog } from './post-dialog.tsx'
import { type Watched, watchQuery } from './supervision.queries.ts'
import { useWorkPost } from './work.queries.ts'
import { WorkDue, WorkState } from './work-words.tsx'

/** The list of close supervision by place and organisation; an entry ends with a reason. */
export function WatchPanel({ region }: { region: string | undefined }) {
  const t = useT()
  const watched = useQuery(watchQuery(region))
  const [lifting, setLifting] = useState<Watched | null>(null)
  return (
    <Panel
      title={t('work.watchList')}
      actions={watched.data?.length ? <ExportButton what="supervision" filter={{ region }} /> : undefined}
      flush
    >
      <QueryView query={watched}>{(rows) => <Rows rows={rows} onLift={setLifting} />}</QueryView>
      {lifting && <LiftDialog watched={lifting} onClose={() => setLifting(null)} />}
    </Panel>
  )
}

function Rows({ rows, onLift }: { rows: readonly Watched[]; onLift: (watched: Watched) => void }) {
  const t = useT()
  const format = useFormat()
  const mayLift = useMay('supervision.watch')
  const organisation: Column<Watched> = {
    id: 'organisation',
    header: t('work.carrier'),
    cell: (row) => row.organisationName ?? '',
  }
  const columns: Column<Watched>[] = [
    {
      id: 'title',
      header: t('work.title'),
      isRowHeader: true,
      cell: (row) => (
        <Link look="row" href={`/${row.kind}s/${row.pieceId}`}>
          {format.label(row.label)}
        </Link>
      ),
    },
    { id: 'place', header: t('work.place'), cell: (row) => row.regionName ?? '' },
    ...(rows.some(({ organisationName }) => organisationName !== null) ? [organisation] : []),
    {
      id: 'state',
      header: t('work.state'),
      cell: (row) => <WorkState kind={`${row.kind}s`} state={row.state} />,
    },
    {
      id: 'due',
      header: t('work.due'),
      isWide: true,
      cell: (row) => <WorkDue due={row.due} colour={row.colour} />,
    },
    {
      id: 'reason',
      header: t('work.reason'),
      isWide: true,
      cell: (row) => `${row.reason} · ${t('work.watchedSince', { day: format.shortDay(row.fromDay) })}`,
    },
    ...(mayLift
      ? [
          {
            id: 'lift',
            header: t('work.lift'),
            cell: (row: Watched) => (
              <Button
                variant="quiet"
                aria-label={t('work.liftOf', { name: format.label(row.label) })}
                onPress={() => onLift(row)}
              >
                {t('work.lift')}
              </Button>
            ),
          },
        ]
      : []),
  ]
  return (
    <DataTable
      caption={t('work.watchCaption')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      empty={<EmptyState title={t('work.nobodyWatched')}>{t('work.nobodyWatchedHelp')}</EmptyState>}
    />
  )
}

function LiftDialog({ watched, onClose }: { watched: Watched; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const [note, setNote] = useState('')
  const lift = useWorkPost(() => t('work.done', { action: t('work.lift') }))
  const path = `/supervision/${watched.id}/lift`
  return (
    <PostDialog
      title={t('work.liftOf', { name: format.label(watched.label) })}
      submit={t('work.lift')}
      look="centre"
      post={lift}
      isDisabled={note.trim().length < 4}
      onSubmit={() => lift.mutate({ path, body: { note: note.trim() } }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField label={t('work.reason')} rows={3} maxLength={500} value={note} onChange={setNote} />
    </PostDialog>
  )
}
