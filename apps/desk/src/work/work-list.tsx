import type { UseQueryResult } from '@tanstack/react-query'
import { PageHeader, Pagination, Panel, useFormat, useT } from '@zhucan/ui'
import type { ReactNode } from 'react'
import { address } from '../app/address.ts'
import { QueryView } from '../app/query-view.tsx'
import { type WorkKind, workPageSize } from './work.queries.ts'
import { WorkFilters } from './work-filters.tsx'
import './work.css'

type Search = Parameters<typeof WorkFilters>[0]['search'] & { page?: number | undefined }

/** The list of targets or of tasks: its head, its filters, its pages; the table is the kind's own. */
export function WorkList<Data extends { total: number }>(props: {
  kind: WorkKind
  search: Search
  query: UseQueryResult<Data>
  actions: ReactNode
  /** What stands above the filters. */
  above?: ReactNode
  onChange: (part: Partial<Search>) => void
  table: (data: Data) => ReactNode
}) {
  const t = useT()
  const format = useFormat()
  const { kind, search, query, onChange } = props
  const title = t(`work.${kind}`)
  return (
    <>
      <PageHeader
        title={title}
        below={
          query.data && (
            <p role="status">{t('work.targetsCount', { count: format.number(query.data.total) })}</p>
          )
        }
        actions={props.actions}
      />
      {props.above}
      <Panel title={t('register.filters')} hideTitle>
        <WorkFilters
          kind={kind}
          search={search}
          onChange={(part) => onChange({ page: undefined, ...part })}
        />
      </Panel>
      <Panel title={title} hideTitle flush>
        <QueryView query={query}>
          {(data) => (
            <>
              {props.table(data)}
              <Pagination
                page={search.page ?? 1}
                pageSize={workPageSize}
                total={data.total}
                hrefOf={(next) => address(`/${kind}`, { ...search, page: next })}
                onGo={(next) => onChange({ page: next })}
              />
            </>
          )}
        </QueryView>
      </Panel>
    </>
  )
}
