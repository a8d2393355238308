import { DataTable, Disclosure, State, useFormat, useT } from '@zhucan/ui'
import type { LinkRun } from './linking.queries.ts'

/** Which rules made pairs worth comparing, how many each, and which were refused because they would make too many. */
export function RulesPanel({ run }: { run: LinkRun }) {
  const t = useT()
  const format = useFormat()
  if (run.rules.length === 0) return null
  return (
    <Disclosure title={t('linking.rules', { count: format.number(run.counts.pairs ?? 0) })}>
      <DataTable
        caption={t('linking.rulesCaption')}
        columns={[
          { id: 'id', header: t('linking.rule'), isRowHeader: true, cell: ({ id }) => id },
          {
            id: 'pairs',
            header: t('linking.pairs'),
            align: 'end',
            cell: ({ pairs }) => format.number(pairs),
          },
          {
            id: 'used',
            header: t('linking.state'),
            cell: ({ refused }) => (
              <State kind={refused ? 'warning' : 'good'}>
                {t(refused ? 'linking.refused' : 'linking.used')}
              </State>
            ),
          },
        ]}
        rows={run.rules}
        rowKey={({ id }) => id}
        empty={t('linking.none')}
      />
    </Disclosure>
  )
}
