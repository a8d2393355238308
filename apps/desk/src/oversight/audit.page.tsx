import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  Button,
  FactList,
  FileDrop,
  PageHeader,
  Panel,
  ProblemSummary,
  State,
  Tabs,
  useFormat,
  useT,
} from '@zhucan/ui'
import { post, problemOf, upload } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import type { ExportRecord } from '../exports/exports.queries.ts'
import { type AuditSearch, auditTabs } from './audit.address.ts'
import { AuditSearchPanel } from './audit-search.tsx'
import { FiguresPanel } from './figures-panel.tsx'
import { chainQuery } from './oversight.queries.ts'
import { SignalsPanel } from './signals-panel.tsx'
import './oversight.css'

const route = getRouteApi('/desk/audit')

/** The audit officer's page: entries, unusual use, the chain, and whose file leaked. */
export function AuditPage() {
  const t = useT()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayRead = useMay('audit.read')
  // The security officer sees the figures only: entries are for the audit officer.
  const tabs = auditTabs.filter((tab) => mayRead || tab === 'figures')
  const selected = tabs.find((tab) => tab === search.tab) ?? tabs[0] ?? 'figures'
  const change = (part: AuditSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...part }) })
  return (
    <div className="desk-page">
      <PageHeader title={t('oversight.audit')} below={t('oversight.auditNote')} />
      <Tabs
        label={t('oversight.tabs')}
        selected={selected}
        onSelect={(next) => change({ tab: auditTabs.find((tab) => tab === next && tab !== 'search') })}
        tabs={tabs.map((id) => ({ id, label: t(`oversight.tab.${id}`) }))}
      >
        {selected === 'search' && <AuditSearchPanel search={search} onChange={change} />}
        {selected === 'figures' && <FiguresPanel />}
        {selected === 'signals' && <SignalsPanel search={search} onChange={change} />}
        {selected === 'chain' && <ChainPanel />}
        {selected === 'leak' && <LeakPanel />}
      </Tabs>
    </div>
  )
}

function ChainPanel() {
  const t = useT()
  const format = useFormat()
  const chain = useQuery(chainQuery)
  const verify = useMutation({ mutationFn: () => post('/api/v1/audit/verify', {}) })
  return (
    <Panel title={t('oversight.tab.chain')}>
      <QueryView query={chain}>
        {({ sealed, unsealed, head, check }) => (
          <div className="desk-stack">
            <FactList
              facts={[
                {
                  label: t('oversight.sealed'),
                  value: t('oversight.sealedCount', { count: format.number(sealed) }),
                },
                {
                  label: t('oversight.unsealed'),
                  value: t('oversight.sealedCount', { count: format.number(unsealed) }),
                },
                { label: t('oversight.checked'), value: <Checked check={check} />, isWide: true },
                {
                  label: t('oversight.head'),
                  value: <code className="oversight-head">{head || t('word.none')}</code>,
                  note: t('oversight.headHint'),
                  isWide: true,
                },
              ]}
            />
            {verify.error && <ProblemSummary {...problemOf(verify.error)} />}
            <div className="desk-row">
              <Button onPress={() => verify.mutate()} isPending={verify.isPending}>
                {t('oversight.verify')}
              </Button>
              <span role="status">{verify.isSuccess && t('oversight.verifying')}</span>
            </div>
          </div>
        )}
      </QueryView>
    </Panel>
  )
}

function Checked({ check }: { check: { at: string; sealed: number; faults: readonly unknown[] } | null }) {
  const t = useT()
  const format = useFormat()
  if (!check) return <State kind="unknown">{t('oversight.neverChecked')}</State>
  const moment = format.moment(check.at)
  if (check.faults.length > 0)
    return <State kind="danger">{t('oversight.checkedBadly', { moment, count: check.faults.length })}</State>
  return (
    <State kind="good">{t('oversight.checkedWell', { moment, count: format.number(check.sealed) })}</State>
  )
}

function LeakPanel() {
  const t = useT()
  const format = useFormat()
  const identify = useMutation({
    mutationFn: (file: File) => upload<ExportRecord[]>('/api/v1/exports/identify', file, false),
  })
  return (
    <Panel title={t('oversight.leakTitle')}>
      <div className="desk-stack">
        <FileDrop
          label={t('oversight.leakTitle')}
          hint={t('oversight.leakHint')}
          button={t('organisations.chooseFile')}
          accept={['.xlsx', '.csv']}
          onFiles={([file]) => file && identify.mutate(file)}
          isDisabled={identify.isPending}
        />
        {identify.error && <ProblemSummary {...problemOf(identify.error)} />}
        <div role="status">
          {identify.data?.length === 0 && <p>{t('oversight.leakNone')}</p>}
          {identify.data?.map((one) => (
            <FactList
              key={one.id}
              facts={[
                { label: t('exports.by'), value: one.byName, note: one.organisationName },
                { label: t('exports.at'), value: format.moment(one.requestedAt) },
                { label: t('exports.what'), value: t(`exports.what.${one.what}`) },
                { label: t('exports.rows'), value: format.number(one.rows) },
                { label: t('exports.purpose'), value: one.purpose, isWide: true },
              ]}
            />
          ))}
        </div>
      </div>
    </Panel>
  )
}
