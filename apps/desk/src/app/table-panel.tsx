import type { UseQueryResult } from '@tanstack/react-query'
import { type Column, DataTable, EmptyState, Panel } from '@zhucan/ui'
import { QueryView } from './query-view.tsx'

/** A panel that is one table of all that a query finds, and says what to do where it finds nothing. */
export function TablePanel<Row extends { readonly id: string }>(props: {
  title: string
  query: UseQueryResult<readonly Row[]>
  columns: Column<Row>[]
  none: string
  noneHelp: string
}) {
  return (
    <Panel title={props.title} flush>
      <QueryView query={props.query}>
        {(rows) => (
          <DataTable
            caption={props.title}
            columns={props.columns}
            rows={rows}
            rowKey={({ id }) => id}
            empty={<EmptyState title={props.none}>{props.noneHelp}</EmptyState>}
          />
        )}
      </QueryView>
    </Panel>
  )
}
