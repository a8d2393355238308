import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { policyGroupLabels } from '@zhucan/catalogue'
import { type Column, DataTable, Link, PageHeader, Panel, Tabs, TextField, useFormat, useT } from '@zhucan/ui'
import { QueryView } from '../app/query-view.tsx'
import { RegionChooser } from '../app/region-chooser.tsx'
import { policyGroups } from './policy.address.ts'
import { type PolicyAnswer, type PolicyLine, policyLinesQuery } from './policy.queries.ts'
import { LineSource, lineAddress, useLineValue } from './policy-words.tsx'
import { WaitingLines } from './waiting-lines.tsx'
import './policy.css'

const route = getRouteApi('/desk/policy-lines')

/** What holds at a place on a day: amounts, days, which rules run and how; and what waits for its second person. */
export function PolicyLinesPage() {
  const t = useT()
  const format = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const found = useQuery(policyLinesQuery(search))
  const group = search.group ?? 'amount'
  const change = (part: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...part }) })
  return (
    <div className="desk-page">
      <PageHeader title={t('policyLines.title')} below={t('policyLines.note')} />
      <Panel title={t('policyLines.where')} hideTitle>
        <div className="policy-filters">
          <RegionChooser selected={search.region} onSelect={(region) => change({ region })} />
          <TextField
            type="date"
            label={t('policyLines.day')}
            value={search.day ?? found.data?.day ?? ''}
            onChange={(day) => change({ day: day === '' ? undefined : day })}
          />
        </div>
      </Panel>
      <QueryView query={found}>
        {(answer) => (
          <>
            {answer.waiting.length > 0 && <WaitingLines lines={answer.waiting} />}
            <Tabs
              label={t('policyLines.groups')}
              selected={group}
              onSelect={(next) =>
                change({ group: policyGroups.find((one) => one === next && one !== 'amount') })
              }
              tabs={policyGroups.map((id) => ({ id, label: format.label(policyGroupLabels[id]) }))}
            >
              <Lines answer={answer} group={group} />
            </Tabs>
          </>
        )}
      </QueryView>
    </div>
  )
}

function Lines({ answer, group }: { answer: PolicyAnswer; group: (typeof policyGroups)[number] }) {
  const format = useFormat()
  const columns = useColumns(answer)
  const title = format.label(policyGroupLabels[group])
  return (
    <Panel title={title} hideTitle flush>
      <DataTable
        caption={title}
        columns={columns}
        rows={answer.lines.filter((line) => line.group === group)}
        rowKey={({ code }) => code}
      />
    </Panel>
  )
}

function useColumns({ region, mayEnterHere }: PolicyAnswer): Column<PolicyLine>[] {
  const t = useT()
  const format = useFormat()
  const write = useLineValue()
  return [
    {
      id: 'line',
      header: t('policyLines.line'),
      isRowHeader: true,
      cell: ({ code, label }) => (
        <Link look="row" href={lineAddress(code, region)}>
          {format.label(label)}
        </Link>
      ),
    },
    {
      id: 'value',
      header: t('policyLines.value'),
      cell: (line) =>
        line.held && (
          <span className={line.type === 'condition' ? 'policy-condition' : 'policy-value'}>
            {write(line, line.held.value)}
          </span>
        ),
    },
    {
      id: 'source',
      header: t('policyLines.source'),
      isWide: true,
      cell: ({ held }) => held && <LineSource held={held} />,
    },
    {
      id: 'from',
      header: t('policyLines.from'),
      cell: ({ held }) => held && <span className="policy-day">{format.day(held.fromDay)}</span>,
    },
    {
      id: 'next',
      header: t(mayEnterHere ? 'policyLines.next' : 'policyLines.nextOnly'),
      cell: (line) =>
        line.next
          ? t('policyLines.nextIs', {
              day: format.day(line.next.fromDay),
              value: write(line, line.next.value),
            })
          : t('word.none'),
    },
  ]
}
