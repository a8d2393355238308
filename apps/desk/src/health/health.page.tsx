import { useQuery } from '@tanstack/react-query'
import { FactList, PageHeader, Panel, State, useFormat, useT } from '@zhucan/ui'
import { QueryView } from '../app/query-view.tsx'
import { BackupsPanel } from './backups-panel.tsx'
import { type Health, healthQuery, type Reading } from './health.queries.ts'
import { useReadingWords } from './reading-words.ts'
import './health.css'

/** How the installation is, for the system officer: what to do first, then the figures, then the backups. */
export function HealthPage() {
  const t = useT()
  const format = useFormat()
  const health = useQuery(healthQuery)
  return (
    <div className="desk-page">
      <PageHeader
        title={t('health.title')}
        below={health.data ? t('health.asOf', { moment: format.moment(health.data.at) }) : t('health.note')}
      />
      <QueryView query={health}>{(data) => <Readings health={data} />}</QueryView>
      <BackupsPanel />
    </div>
  )
}

function Readings({ health }: { health: Health }) {
  const t = useT()
  const open = health.readings.filter(({ state }) => state !== 'good').length
  return (
    <div className="desk-columns">
      <Panel
        title={t('health.readings')}
        note={open === 0 ? t('health.allGood') : t('health.open', { count: open })}
      >
        <ul className="health-readings">
          {byUrgency(health.readings).map((reading) => (
            <ReadingLine key={reading.id} reading={reading} />
          ))}
        </ul>
      </Panel>
      <Panel title={t('health.program')}>
        <FactList
          facts={[
            { label: t('health.version'), value: health.version },
            { label: t('health.schema'), value: health.schema.replace('.sql', '') },
            { label: t('health.node'), value: health.node },
          ]}
        />
      </Panel>
    </div>
  )
}

const urgency = ['danger', 'warning', 'good'] as const

/** What wants somebody first; the rest keeps its order. */
function byUrgency(readings: readonly Reading[]): Reading[] {
  return [...readings].sort((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state))
}

function ReadingLine({ reading }: { reading: Reading }) {
  const t = useT()
  const { what, todo } = useReadingWords()(reading)
  return (
    <li className="health-reading">
      <State kind={reading.state}>{t(`health.state.${reading.state}`)}</State>
      <div>
        <h3 className="health-name">{t(`health.${reading.id}`)}</h3>
        <p>{what}</p>
        {todo !== null && <p className="health-todo">{todo}</p>}
      </div>
    </li>
  )
}
