import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { policyGroupLabels } from '@zhucan/catalogue'
import { FactList, Link, PageHeader, Panel, PreviousIcon, Timeline, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { PageView, QueryView } from '../app/query-view.tsx'
import { useMay, useMe } from '../app/session.ts'
import { LineForm } from './line-form.tsx'
import {
  type EnteredLine,
  type PolicyHistory,
  type PolicyLine,
  policyHistoryQuery,
  policyLinesQuery,
} from './policy.queries.ts'
import { codeOfAddress, EntryState, LineSource, useLineValue } from './policy-words.tsx'
import { WaitingLines } from './waiting-lines.tsx'
import './policy.css'

const route = getRouteApi('/desk/policy-lines/$code')

/** One line: what holds, what comes, everything ever entered of it, and a form for the next. */
export function PolicyLinePage() {
  const code = codeOfAddress(route.useParams().code)
  const me = useMe()
  const { region = me.reach[0]?.code ?? '' } = route.useSearch()
  const found = useQuery(policyLinesQuery({ region }))
  const line = found.data?.lines.find((one) => one.code === code)
  return (
    <PageView query={found}>
      {(answer) =>
        line && (
          <OneLine
            line={line}
            region={region}
            mayEnterHere={answer.mayEnterHere}
            place={answer.regionName ?? ''}
            waiting={answer.waiting.filter((one) => one.code === code)}
          />
        )
      }
    </PageView>
  )
}

function OneLine(props: {
  line: PolicyLine
  region: string
  place: string
  mayEnterHere: boolean
  waiting: readonly EnteredLine[]
}) {
  const t = useT()
  const format = useFormat()
  const { line, region, place, waiting } = props
  const mayEnter = useMay('policy.enter')
  const history = useQuery(policyHistoryQuery(line.code, region))
  return (
    <>
      <PageHeader
        title={format.label(line.label)}
        above={
          <Link look="row" href={address('/policy-lines', { region })} icon={<PreviousIcon />}>
            {t('policyLines.title')}
          </Link>
        }
        below={`${format.label(policyGroupLabels[line.group])} ${place}`}
      />
      {waiting.length > 0 && <WaitingLines lines={waiting} />}
      <InForce line={line} />
      {mayEnter && (
        <Panel title={t('policyLines.enter')} note={t('policyLines.enterNote')}>
          {props.mayEnterHere ? (
            <LineForm key={line.code} line={line} region={region} place={place} />
          ) : (
            <p className="desk-quiet">{t('policyLines.notHere')}</p>
          )}
        </Panel>
      )}
      <Panel title={t('policyLines.history')}>
        <QueryView query={history}>{(data) => <History history={data} />}</QueryView>
      </Panel>
    </>
  )
}

function InForce({ line }: { line: PolicyLine }) {
  const t = useT()
  const format = useFormat()
  const write = useLineValue()
  const { held, next } = line
  return (
    <Panel title={t('policyLines.inForce')}>
      {held ? (
        <FactList
          facts={[
            {
              label: t('policyLines.value'),
              value: write(line, held.value),
              isWide: line.type === 'condition',
            },
            { label: t('policyLines.from'), value: format.day(held.fromDay) },
            { label: t('policyLines.source'), value: <LineSource held={held} />, isWide: true },
            ...(next
              ? [
                  {
                    label: t('policyLines.nextOnly'),
                    value: t('policyLines.nextIs', {
                      day: format.day(next.fromDay),
                      value: write(line, next.value),
                    }),
                  },
                ]
              : []),
          ]}
        />
      ) : (
        <p className="desk-quiet">{t('policyLines.unset')}</p>
      )}
    </Panel>
  )
}

function History({ history: { kind, entries, shipped } }: { history: PolicyHistory }) {
  const t = useT()
  const format = useFormat()
  const write = useLineValue()
  return (
    <Timeline
      entries={[
        ...entries.map((entry) => ({
          id: entry.id,
          when: format.day(entry.fromDay),
          title: (
            <>
              {write(kind, entry.value)} <EntryState state={entry.state} />
            </>
          ),
          source: [entry.regionName, entry.source, entry.documentNumber].filter(Boolean).join(' · '),
          body: <EntryPeople entry={entry} />,
          isCurrent: entry.state === 'confirmed',
        })),
        ...(shipped
          ? [
              {
                id: 'shipped',
                when: format.day(shipped.fromDay),
                title: write(kind, shipped.value),
                source: `${format.label(shipped.source.title)} · ${format.label(shipped.basis)}`,
                body: <p className="desk-quiet desk-small">{t('policyLines.shipped')}</p>,
              },
            ]
          : []),
      ]}
    />
  )
}

function EntryPeople({ entry }: { entry: EnteredLine }) {
  const t = useT()
  const format = useFormat()
  return (
    <p className="desk-quiet desk-small">
      {t('policyLines.enteredBy', { name: entry.enteredBy, moment: format.moment(entry.enteredAt) })}
      {entry.decidedBy && entry.decidedAt && entry.state !== 'withdrawn' && (
        <> {t('policyLines.decidedBy', { name: entry.decidedBy, moment: format.moment(entry.decidedAt) })}</>
      )}
      {entry.reason && ` ${entry.reason}`}
      {entry.note && ` ${entry.note}`}
    </p>
  )
}
