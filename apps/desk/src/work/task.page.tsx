import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { sampleVerdicts } from '@zhucan/catalogue'
import { FactList, Link, PageHeader, Panel, PreviousIcon, State, useFormat, useT } from '@zhucan/ui'
import { Day } from '../app/labels.tsx'
import { PageView, QueryView } from '../app/query-view.tsx'
import { ActPanel } from './act-panel.tsx'
import { ClausePanel } from './clause-panel.tsx'
import { EvidenceLinks } from './evidence-picker.tsx'
import { TasksTable } from './tasks.page.tsx'
import { WatchButton } from './watch-button.tsx'
import { pieceQuery, tasksQuery, type WholeTask } from './work.queries.ts'
import { WorkHistory } from './work-history.tsx'
import { WorkDue, WorkState } from './work-words.tsx'
import './work.css'

const route = getRouteApi('/desk/tasks/$taskId')
const mostParts = 200

/** One task: what is to be done by whom, what was reported with which evidence, and what can be done now. */
export function TaskPage() {
  const { taskId } = route.useParams()
  const task = useQuery(pieceQuery<WholeTask>('tasks', taskId))
  return <PageView query={task}>{(data) => <Whole key={data.id} task={data} />}</PageView>
}

function Whole({ task }: { task: WholeTask }) {
  const t = useT()
  return (
    <>
      <PageHeader
        title={task.title}
        above={
          <span className="zc-no-print">
            <Link href="/tasks" icon={<PreviousIcon />}>
              {t('work.back')}
            </Link>
          </span>
        }
        below={
          <p className="desk-row" role="status">
            <WorkState kind="tasks" state={task.state} />
            {task.due && <WorkDue due={task.due} colour={task.colour} />}
            {task.isWatched && <State kind="danger">{t('work.isWatched')}</State>}
          </p>
        }
      />
      <div className="work-columns">
        <div className="desk-stack">
          <ActPanel
            kind="tasks"
            piece={task}
            skip={['draw']}
            last={
              <WatchButton kind="task" pieceId={task.id} colour={task.colour} isWatched={task.isWatched} />
            }
          />
          <Panel title={t('work.what')}>
            <p className="work-text">{task.what}</p>
          </Panel>
          {task.parts > 0 && <Parts task={task} />}
          <Evidence task={task} />
        </div>
        <div className="desk-stack work-side">
          <ClausePanel clause={task.clause} />
          <Glance task={task} />
        </div>
        <WorkHistory kind="tasks" id={task.id} />
      </div>
    </>
  )
}

function Glance({ task }: { task: WholeTask }) {
  const t = useT()
  const format = useFormat()
  const day = (value: string | null) => (value === null ? t('work.noDue') : <Day day={value} />)
  const verdict = sampleVerdicts[task.sample as keyof typeof sampleVerdicts]
  const late = task.doneOn && task.doneOn > task.dueOn ? daysBetween(task.dueOn, task.doneOn) : 0
  return (
    <Panel title={t('work.own')}>
      <FactList
        facts={[
          { label: t('work.lead'), value: task.leadName ?? task.regionName ?? task.region },
          {
            label: t('work.supports'),
            value: task.supports.map(({ name }) => name).join(', ') || t('work.noSupports'),
          },
          { label: t('work.giver'), value: task.giverName },
          ...(task.reportTo ? [{ label: t('work.reportTo'), value: task.reportTo }] : []),
          { label: t('work.dueOn'), value: <Day day={task.dueOn} /> },
          ...(task.firstDueOn === task.dueOn
            ? []
            : [{ label: t('work.firstDue'), value: <Day day={task.firstDueOn} /> }]),
          { label: t('work.receivedOn'), value: day(task.receivedOn) },
          { label: t('work.progressOn'), value: day(task.progressOn) },
          {
            label: t('work.doneOn'),
            value: (
              <>
                {day(task.doneOn)}{' '}
                {late > 0 && <State kind="warning">{t('work.lateBy', { days: late })}</State>}
              </>
            ),
          },
          { label: t('work.remindedOn'), value: day(task.remindedOn) },
          ...(verdict ? [{ label: t('work.verdict'), value: format.label(verdict) }] : []),
          ...(task.targetId
            ? [
                {
                  label: t('work.targets'),
                  value: <Link href={`/targets/${task.targetId}`}>{t('work.openMade')}</Link>,
                },
              ]
            : []),
        ]}
      />
    </Panel>
  )
}

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

function Parts({ task }: { task: WholeTask }) {
  const t = useT()
  const parts = useQuery(tasksQuery({ scope: 'area', state: 'all', parent: task.id }, 1, mostParts))
  return (
    <Panel title={t('work.shares')} flush>
      <QueryView query={parts}>{(data) => <TasksTable {...data} areShares />}</QueryView>
    </Panel>
  )
}

function Evidence({ task }: { task: WholeTask }) {
  const t = useT()
  const used = task.files.filter(({ actId }) => actId !== null)
  if (used.length === 0) return null
  return (
    <Panel title={t('work.files')}>
      <EvidenceLinks path={`/api/v1/tasks/${task.id}/files`} files={used} />
    </Panel>
  )
}
