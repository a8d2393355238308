import { groupDigits, reportStates } from '@zhucan/catalogue'
import { type Column, DataTable, EmptyState, Link, State, type StateKind, useFormat, useT } from '@zhucan/ui'
import type { StateLink } from '../app/state-link.ts'
import { usePeriodName } from './figure-words.tsx'
import type { Report, ReportedIndicator } from './figures.queries.ts'

const kinds: Readonly<Record<string, StateKind>> = {
  draft: 'neutral',
  submitted: 'notice',
  returned: 'warning',
  reviewed: 'good',
  locked: 'frozen',
  corrected: 'expiring',
}

/** Where a reported figure stands, in colour, shape and word. */
export function ReportState({ state }: { state: string }) {
  const format = useFormat()
  const known = Object.entries(reportStates).find(([code]) => code === state)
  return <State kind={kinds[state] ?? 'neutral'}>{known ? format.label(known[1]) : state}</State>
}

/** Reported figures, those that wait for somebody first. */
export function ReportsTable(props: {
  reports: readonly Report[]
  indicators?: readonly ReportedIndicator[]
  linkTo: (id: string) => StateLink
  current?: string | undefined
}) {
  const t = useT()
  const format = useFormat()
  const periodName = usePeriodName()
  const nameOf = (code: string) => {
    const found = props.indicators?.find((each) => each.code === code)
    return found ? format.label(found.label) : code
  }
  const columns: (Column<Report> | false)[] = [
    {
      id: 'place',
      header: t('figures.place'),
      isRowHeader: true,
      cell: ({ id, region, regionName, carrierName, period }) => (
        <Link look="row" {...props.linkTo(id)} label={`${carrierName ?? regionName ?? region} ${period}`}>
          {carrierName === null
            ? (regionName ?? region)
            : t('figures.ownPartOf', { office: carrierName, region: regionName ?? region })}
        </Link>
      ),
    },
    props.indicators !== undefined && {
      id: 'indicator',
      isWide: true,
      header: t('figures.indicator'),
      cell: ({ indicator }) => nameOf(indicator),
    },
    { id: 'period', isWide: true, header: t('figures.period'), cell: ({ period }) => periodName(period) },
    {
      id: 'value',
      header: t('figures.value'),
      align: 'end',
      cell: ({ numerator, denominator }) =>
        denominator === null
          ? groupDigits(numerator)
          : `${groupDigits(numerator)} ÷ ${groupDigits(denominator)}`,
    },
    { id: 'state', header: t('figures.state'), cell: ({ state }) => <ReportState state={state} /> },
    {
      id: 'evidence',
      header: t('figures.evidence'),
      isWide: true,
      isQuiet: true,
      cell: ({ evidence, files }) =>
        files === 0 ? evidence : `${evidence} · ${t('figures.fileCount', { count: files })}`,
    },
  ]
  return (
    <DataTable
      caption={t('figures.reports')}
      columns={columns.filter((column) => column !== false)}
      rows={props.reports}
      rowKey={({ id }) => id}
      currentKey={props.current}
      empty={<EmptyState title={t('figures.noReports')}>{t('figures.noReportsHelp')}</EmptyState>}
    />
  )
}
