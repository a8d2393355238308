import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { groupDigits, type ReportAction, reportActions } from '@zhucan/catalogue'
import {
  Button,
  FactList,
  Panel,
  ProblemSummary,
  TextField,
  Timeline,
  useFormat,
  useNotify,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { EvidenceLinks, EvidencePicker, type SentFile } from '../work/evidence-picker.tsx'
import { usePeriodName } from './figure-words.tsx'
import { type ReportDetail, type ReportedIndicator, reportQuery } from './figures.queries.ts'
import { ReportState } from './reports-table.tsx'

type Act = Exclude<ReportAction, 'save' | 'submit'>
type ActBody = Record<string, string | string[]>

/** One reported figure: what it says, what it rests on, all that was done with it, and what may be done now. */
export function ReportPanel({ id, indicators }: { id: string; indicators: readonly ReportedIndicator[] }) {
  const t = useT()
  const format = useFormat()
  const report = useQuery(reportQuery(id))
  const periodName = usePeriodName()
  return (
    <QueryView query={report}>
      {(data) => {
        const indicator = indicators.find(({ code }) => code === data.indicator)
        return (
          <Panel
            title={`${indicator ? format.label(indicator.label) : data.indicator} ${periodName(data.period)}`}
            actions={<ReportState state={data.state} />}
          >
            <FactList
              facts={[
                { label: t('figures.place'), value: data.regionName ?? data.region },
                { label: t('figures.value'), value: numbersOf(data) },
                ...(data.isOwnPart
                  ? [{ label: t('figures.countedIs'), value: t('figures.ownPartTold'), isWide: true }]
                  : []),
                { label: t('figures.evidence'), value: data.evidence, isWide: true },
                {
                  label: t('work.files'),
                  value:
                    data.files.length === 0 ? (
                      t('figures.noFiles')
                    ) : (
                      <EvidenceLinks path={`/api/v1/reports/${data.id}/files`} files={data.files} />
                    ),
                  isWide: true,
                },
                ...(data.note ? [{ label: t('figures.note'), value: data.note, isWide: true }] : []),
              ]}
            />
            <Acts report={data} />
            <h3 className="figures-sub">{t('figures.history')}</h3>
            <History report={data} />
          </Panel>
        )
      }}
    </QueryView>
  )
}

const numbersOf = ({ numerator, denominator }: { numerator: string; denominator: string | null }) =>
  denominator === null ? groupDigits(numerator) : `${groupDigits(numerator)} ÷ ${groupDigits(denominator)}`

function History({ report }: { report: ReportDetail }) {
  const format = useFormat()
  const actionOf = (code: string) => {
    const known = Object.entries(reportActions).find(([each]) => each === code)
    return known ? format.label(known[1].label) : code
  }
  return (
    <Timeline
      entries={report.history.map((step, at) => ({
        id: String(step.revision),
        when: format.moment(step.at),
        title: `${actionOf(step.action)} ${numbersOf(step)}`,
        source: `${step.actorName} · ${step.organisationName}`,
        ...(step.reason && { body: <p>{step.reason}</p> }),
        isCurrent: at === 0,
      }))}
    />
  )
}

const rights: Readonly<Record<Act, 'figure.review' | 'figure.lock'>> = {
  review: 'figure.review',
  return: 'figure.review',
  lock: 'figure.lock',
  correct: 'figure.review',
}

function Acts({ report }: { report: ReportDetail }) {
  const t = useT()
  const format = useFormat()
  const notify = useNotify()
  const queryClient = useQueryClient()
  const may = { 'figure.review': useMay('figure.review'), 'figure.lock': useMay('figure.lock') }
  const [chosen, setChosen] = useState<Act | null>(null)
  const act = useMutation({
    mutationFn: ({ action, body }: { action: Act; body: ActBody }) =>
      post(`/api/v1/reports/${report.id}/${action}`, { revision: report.revision, ...body }),
    onSuccess: (_, { action }) => {
      setChosen(null)
      notify({
        kind: 'good',
        text: t('figures.acted', { action: format.label(reportActions[action].label) }),
      })
      void queryClient.invalidateQueries({ queryKey: ['reports'] })
      void queryClient.invalidateQueries({ queryKey: ['figures'] })
    },
  })
  const offered = (Object.keys(rights) as Act[]).filter(
    (action) =>
      may[rights[action]] && (reportActions[action].from as readonly string[]).includes(report.state),
  )
  const fault = act.error ? problemOf(act.error) : null
  if (offered.length === 0) return null
  return (
    <div className="figures-form figures-acts">
      {fault && <ProblemSummary code={fault.code} params={fault.params} />}
      <div className="desk-row">
        {offered.map((action) => (
          <Button
            key={action}
            variant={action === 'review' || action === 'lock' ? 'primary' : 'secondary'}
            isPending={act.isPending}
            onPress={() =>
              action === 'review' || action === 'lock' ? act.mutate({ action, body: {} }) : setChosen(action)
            }
          >
            {format.label(reportActions[action].label)}
          </Button>
        ))}
      </div>
      {chosen && (
        <ReasonForm
          report={report}
          action={chosen}
          isPending={act.isPending}
          onSend={(body) => act.mutate({ action: chosen, body })}
        />
      )}
    </div>
  )
}

function ReasonForm(props: {
  report: ReportDetail
  action: Act
  isPending: boolean
  onSend: (body: ActBody) => void
}) {
  const t = useT()
  const format = useFormat()
  const { report, action } = props
  const [typed, setTyped] = useState({
    reason: '',
    numerator: report.numerator,
    denominator: report.denominator ?? '',
  })
  const [files, setFiles] = useState<readonly SentFile[]>([])
  const isCorrection = action === 'correct'
  return (
    <form
      className="figures-form"
      onSubmit={(event) => {
        event.preventDefault()
        const numbers = {
          numerator: typed.numerator,
          ...(report.denominator !== null && { denominator: typed.denominator }),
          files: files.map(({ id }) => id),
        }
        props.onSend({ reason: typed.reason, ...(isCorrection && numbers) })
      }}
    >
      {isCorrection && (
        <TextField
          label={t('figures.newNumber')}
          inputMode="decimal"
          value={typed.numerator}
          onChange={(numerator) => setTyped({ ...typed, numerator })}
        />
      )}
      {isCorrection && report.denominator !== null && (
        <TextField
          label={t('figures.denominator')}
          inputMode="decimal"
          value={typed.denominator}
          onChange={(denominator) => setTyped({ ...typed, denominator })}
        />
      )}
      <TextField
        label={t('figures.reason')}
        hint={t('figures.reasonHint')}
        rows={2}
        maxLength={500}
        value={typed.reason}
        onChange={(reason) => setTyped({ ...typed, reason })}
      />
      {isCorrection && (
        <EvidencePicker
          path={`/api/v1/report-files?region=${report.region}`}
          files={files}
          onChange={setFiles}
        />
      )}
      <div className="desk-row">
        <Button type="submit" variant="primary" isPending={props.isPending}>
          {format.label(reportActions[action].label)}
        </Button>
      </div>
    </form>
  )
}
