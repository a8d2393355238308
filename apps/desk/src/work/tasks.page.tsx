import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, type Column, DataTable, EmptyState, Link, State, useFormat, useT } from '@zhucan/ui'
import { lazy, Suspense } from 'react'
import { useMay } from '../app/session.ts'
import { useOpenByAddress } from '../app/use-open-by-address.ts'
import { ExportButton } from '../exports/export-button.tsx'
import { type Arranged, useArranged } from '../views/list-tools.tsx'
import { DrawButton } from './draw-button.tsx'
import { type TaskLine, tasksQuery } from './work.queries.ts'
import { WorkList } from './work-list.tsx'
import { NoticeOf, WorkDue, WorkState } from './work-words.tsx'
import './work.css'

const route = getRouteApi('/desk/tasks')
const NewTask = lazy(() => import('./new-task.tsx').then((module) => ({ default: module.NewTask })))

/** Tasks that an office leads, gave, supports, or has in its area. */
export function TasksPage() {
  const t = useT()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayGive = useMay('task.give')
  const [isNew, setNew] = useOpenByAddress('new')
  const { page, hide, view, ...filter } = search
  const tasks = useQuery(tasksQuery(filter, page))
  const change = (part: object) =>
    void navigate({ search: (before) => ({ ...before, ...part }) as typeof search })
  return (
    <div className="desk-page">
      <WorkList
        kind="tasks"
        search={search}
        query={tasks}
        onChange={change}
        actions={
          <>
            <ExportButton what="tasks" filter={filter} />
            <DrawButton region={search.region} />
            {mayGive && (
              <Button variant="primary" onPress={() => setNew(true)}>
                {t('work.newTask')}
              </Button>
            )}
          </>
        }
        table={(data) => (
          <TasksTable
            {...data}
            isBusy={tasks.isPlaceholderData}
            arranged={{ place: 'tasks', search: { ...search }, onChange: change }}
          />
        )}
      />
      {isNew && mayGive && (
        <Suspense>
          <NewTask onClose={() => setNew(false)} />
        </Suspense>
      )}
    </div>
  )
}

/** Tasks row by row; the first cell opens one. */
export function TasksTable(props: {
  rows: readonly TaskLine[]
  total: number
  isBusy?: boolean
  /** All of one task: who has it says more than its title. */
  areShares?: boolean
  arranged?: Arranged
}) {
  const t = useT()
  const columns = useColumns(props.areShares ?? false)
  const { table, tools } = useArranged(columns, props.arranged)
  return (
    <>
      {tools}
      <DataTable
        caption={`${t('work.tasks')} · ${t('work.targetsCount', { count: props.total })}`}
        {...table}
        rows={props.rows}
        rowKey={({ id }) => id}
        isBusy={props.isBusy ?? false}
        empty={<EmptyState title={t('work.noneTasks')}>{t('work.noneTasksHelp')}</EmptyState>}
      />
    </>
  )
}

function useColumns(areShares: boolean): Column<TaskLine>[] {
  const t = useT()
  const format = useFormat()
  const leadOf = (row: TaskLine) => row.leadName ?? row.regionName ?? row.region
  const link = (row: TaskLine, text: string) => (
    <Link look="row" href={`/tasks/${row.id}`}>
      {text}
    </Link>
  )
  const head: Column<TaskLine>[] = areShares
    ? [{ id: 'lead', header: t('work.lead'), isRowHeader: true, cell: (row) => link(row, leadOf(row)) }]
    : [
        {
          id: 'title',
          header: t('work.title'),
          isRowHeader: true,
          hasTitles: true,
          isSortable: true,
          cell: (row) => link(row, row.title),
        },
        { id: 'lead', header: t('work.lead'), isSortable: true, cell: leadOf },
      ]
  const tail: Column<TaskLine>[] = areShares
    ? []
    : [
        { id: 'giver', header: t('work.giver'), isQuiet: true, cell: (row) => row.giverName },
        {
          id: 'notice',
          header: t('work.notice'),
          isQuiet: true,
          cell: (row) => <NoticeOf {...row} />,
        },
      ]
  return [
    ...head,
    {
      id: 'state',
      isSortable: true,
      header: t('work.state'),
      cell: (row) => (
        <span className="work-change">
          <WorkState kind="tasks" state={row.state} />
          {row.isWatched && <State kind="danger">{t('work.isWatched')}</State>}
        </span>
      ),
    },
    {
      id: 'due',
      isSortable: true,
      header: t('work.due'),
      isWide: true,
      cell: (row) => <WorkDue due={row.due} colour={row.colour} />,
    },
    {
      id: 'parts',
      header: t('work.taskParts'),
      align: 'end',
      cell: (row) =>
        row.parts === 0
          ? ''
          : t('work.partsOf', { done: format.number(row.partsDone), all: format.number(row.parts) }),
    },
    ...tail,
  ]
}
