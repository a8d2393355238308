import { useMutation } from '@tanstack/react-query'
import type { PolicyLineValue } from '@zhucan/catalogue'
import { Button, type Column, DataTable, ProblemSummary, useFormat, useT } from '@zhucan/ui'
import { post, problemOf } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import type { Rehearsed } from './policy.queries.ts'

/** Runs the rules with a line on today's data and shows what would change; nothing is kept. */
export function RehearsalButton(props: { code: string; region: string; value: PolicyLineValue | null }) {
  const t = useT()
  const may = useMay('screening.read')
  const rehearse = useMutation({
    mutationFn: () => post<Rehearsed[]>('/api/v1/policy-lines/rehearse', props),
  })
  if (!may) return null
  return (
    <>
      <Button isPending={rehearse.isPending} onPress={() => rehearse.mutate()}>
        {t('policyLines.rehearse')}
      </Button>
      <div className="policy-rehearsal" role="status">
        {rehearse.error && <ProblemSummary {...problemOf(rehearse.error)} />}
        {rehearse.data && <Outcome rows={rehearse.data} />}
      </div>
    </>
  )
}

function Outcome({ rows }: { rows: readonly Rehearsed[] }) {
  const t = useT()
  const format = useFormat()
  if (rows.length === 0) return <p className="desk-quiet">{t('policyLines.noRule')}</p>
  const count = (id: 'opened' | 'withdrawn' | 'marked' | 'cannotSay'): Column<Rehearsed> => ({
    id,
    header: t(`policyLines.count.${id}`),
    align: 'end',
    cell: (row) => format.number(row[id]),
  })
  return (
    <DataTable
      caption={t('policyLines.rehearsed')}
      columns={[
        {
          id: 'rule',
          header: t('policyLines.rule'),
          isRowHeader: true,
          cell: ({ title }) => format.label(title),
        },
        count('opened'),
        count('withdrawn'),
        count('marked'),
        count('cannotSay'),
      ]}
      rows={rows}
      rowKey={({ rule }) => rule}
      density="dense"
    />
  )
}
