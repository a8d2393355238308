import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  Button,
  type Column,
  DataTable,
  Dialog,
  EmptyState,
  FactList,
  Panel,
  ProblemSummary,
  TextField,
  useFormat,
  useNotify,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { ExportState } from './export-state.tsx'
import { type ExportRecord, toApproveQuery } from './exports.queries.ts'

/** Exports of others: what, why, how many rows, by which filter; a second person's yes or no. */
export function ApprovePanel() {
  const t = useT()
  const format = useFormat()
  const waiting = useQuery(toApproveQuery)
  const [open, setOpen] = useState<ExportRecord | null>(null)
  const columns: Column<ExportRecord>[] = [
    { id: 'by', header: t('exports.by'), isRowHeader: true, cell: ({ byName }) => byName },
    { id: 'what', header: t('exports.what'), cell: ({ what }) => t(`exports.what.${what}`) },
    { id: 'purpose', header: t('exports.purpose'), isWide: true, cell: ({ purpose }) => purpose },
    { id: 'rows', header: t('exports.rows'), align: 'end', cell: ({ rows }) => format.number(rows) },
    {
      id: 'at',
      header: t('exports.at'),
      isQuiet: true,
      cell: ({ requestedAt }) => format.moment(requestedAt),
    },
    {
      id: 'state',
      header: t('exports.state'),
      cell: (one) =>
        one.state === 'waiting' ? (
          <Button onPress={() => setOpen(one)} aria-label={`${t('exports.decide')} ${one.byName ?? ''}`}>
            {t('exports.decide')}
          </Button>
        ) : (
          <ExportState record={one} />
        ),
    },
  ]
  return (
    <Panel title={t('exports.approveCaption')} hideTitle flush>
      <QueryView query={waiting}>
        {(rows) => (
          <DataTable
            caption={t('exports.approveCaption')}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            empty={
              <EmptyState title={t('exports.noneToApprove')}>{t('exports.noneToApproveHelp')}</EmptyState>
            }
          />
        )}
      </QueryView>
      {open && <DecideDialog record={open} onClose={() => setOpen(null)} />}
    </Panel>
  )
}

function DecideDialog({ record, onClose }: { record: ExportRecord; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const notify = useNotify()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const decide = useMutation({
    mutationFn: (approve: boolean) => post(`/api/v1/exports/${record.id}/decide`, { approve, note }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['exports'] })
      notify({ kind: 'good', text: t('exports.decided') })
      onClose()
    },
  })
  const rows = format.number(record.rows)
  return (
    <Dialog
      title={t('exports.decideTitle')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="danger" isPending={decide.isPending} onPress={() => decide.mutate(false)}>
            {t('exports.no')}
          </Button>
          <Button variant="primary" isPending={decide.isPending} onPress={() => decide.mutate(true)}>
            {t('exports.yes', { rows })}
          </Button>
        </>
      }
    >
      <div className="desk-stack">
        {decide.error && <ProblemSummary {...problemOf(decide.error)} />}
        <FactList
          facts={[
            { label: t('exports.by'), value: record.byName, note: record.organisationName },
            { label: t('exports.what'), value: t(`exports.what.${record.what}`) },
            { label: t('exports.rows'), value: rows },
            { label: t('exports.purpose'), value: record.purpose, isWide: true },
            { label: t('exports.filter'), value: format.label(record.scope), isWide: true },
            {
              label: t('exports.numbers'),
              value: record.withNumbers ? t('word.yes') : t('word.no'),
              isWide: true,
            },
          ]}
        />
        <p className="desk-quiet">{t('exports.decideNote')}</p>
        <TextField
          label={t('exports.remark')}
          value={note}
          onChange={setNote}
          maxLength={200}
          rows={2}
          optional
        />
      </div>
    </Dialog>
  )
}
