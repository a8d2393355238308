import { type Column, DataTable, Link, Panel, State, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { Severity } from '../app/labels.tsx'
import type { Dashboard, RuleFigures } from './home.queries.ts'

const weight: Record<string, number> = { high: 0, medium: 1, low: 2 }

/** The rules, the gravest with the most open clues first. */
export function CluesPanel({ data }: { data: Dashboard }) {
  const t = useT()
  const columns = useColumns(data.region)
  const rules = [...data.cluesByRule].sort(
    (a, b) => (weight[a.severity] ?? 3) - (weight[b.severity] ?? 3) || b.open - a.open,
  )
  return (
    <Panel title={t('home.clues')} note={t('home.cluesNote')} flush>
      <DataTable caption={t('home.clues')} columns={columns} rows={rules} rowKey={({ rule }) => rule} />
    </Panel>
  )
}

function useColumns(region: string): Column<RuleFigures>[] {
  const t = useT()
  const format = useFormat()
  const linkTo = (rule: RuleFigures, state: string, count: number) => (
    <Link
      look="row"
      href={address('/clues', { region, rule: rule.rule, state })}
      label={`${format.label(rule.title)} ${t(state === 'open' ? 'home.open' : 'home.closed')} ${format.number(count)}`}
    >
      {format.number(count)}
    </Link>
  )
  return [
    { id: 'rule', header: t('home.rule'), isRowHeader: true, cell: (rule) => format.label(rule.title) },
    { id: 'severity', header: t('home.severity'), cell: (rule) => <Severity severity={rule.severity} /> },
    { id: 'open', header: t('home.open'), align: 'end', cell: (rule) => linkTo(rule, 'open', rule.open) },
    {
      id: 'closed',
      header: t('home.closed'),
      align: 'end',
      cell: (rule) => linkTo(rule, 'withdrawn', rule.withdrawn),
    },
    {
      id: 'cannotSay',
      header: t('home.unsaid'),
      align: 'end',
      cell: (rule) =>
        rule.cannotSay > 0 ? <State kind="unknown">{format.number(rule.cannotSay)}</State> : t('word.none'),
    },
  ]
}
