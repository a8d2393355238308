import { useQuery } from '@tanstack/react-query'
import { clueColours, clueStates } from '@zhucan/catalogue'
import { type Column, DataTable, EmptyState, Link, Panel, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { QueryView } from '../app/query-view.tsx'
import { ClueState } from '../clues/clue-words.tsx'
import { dueColours } from '../clues/clues.address.ts'
import { type ClueCounts, clueCountsQuery } from '../clues/clues.queries.ts'

const all = 'all'

interface Line {
  readonly state: string
  readonly counts: Readonly<Record<string, number>>
}

/** Clues in work by where they stand and how near their deadline is; each number opens its rows. */
export function WorkPanel({ region }: { region: string }) {
  const t = useT()
  const counts = useQuery(clueCountsQuery({ region, state: 'open' }))
  return (
    <Panel title={t('home.work')} flush>
      <QueryView query={counts}>{(data) => <Lines data={data} region={region} />}</QueryView>
    </Panel>
  )
}

function Lines({ data, region }: { data: ClueCounts; region: string }) {
  const t = useT()
  const columns = useColumns(region)
  const states = Object.keys(clueStates).filter((state) => data.states.some((one) => one.state === state))
  const lines = [...states, ...(states.length > 1 ? [all] : [])].map((state) => lineOf(data, state))
  return (
    <DataTable
      caption={t('home.work')}
      columns={columns}
      rows={lines}
      rowKey={({ state }) => state}
      empty={<EmptyState title={t('home.noWork')}>{t('home.noWorkHelp')}</EmptyState>}
    />
  )
}

function lineOf(data: ClueCounts, state: string): Line {
  const own = data.due.filter((one) => state === all || one.state === state)
  const sum = (colour: string) =>
    own.reduce((total, one) => total + (colour === all || one.colour === colour ? one.count : 0), 0)
  return { state, counts: Object.fromEntries([...dueColours, all].map((colour) => [colour, sum(colour)])) }
}

function useColumns(region: string): Column<Line>[] {
  const t = useT()
  const format = useFormat()
  const nameOf = (state: string) =>
    Object.hasOwn(clueStates, state)
      ? format.label(clueStates[state as keyof typeof clueStates])
      : t('home.total')
  const column = (colour: (typeof dueColours)[number] | typeof all): Column<Line> => {
    const header = colour === all ? t('home.total') : format.label(clueColours[colour])
    return {
      id: colour,
      header,
      align: 'end',
      cell: ({ state, counts }) => {
        const count = counts[colour] ?? 0
        if (count === 0) return <span className="desk-quiet">0</span>
        const href = address('/clues', {
          region,
          state: state === all ? 'open' : state,
          colour: colour === all ? undefined : colour,
        })
        return (
          <Link look="row" href={href} label={`${nameOf(state)} ${header} ${format.number(count)}`}>
            {format.number(count)}
          </Link>
        )
      },
    }
  }
  return [
    {
      id: 'state',
      header: t('clues.state'),
      isRowHeader: true,
      cell: ({ state }) => (state === all ? t('home.total') : <ClueState state={state} />),
    },
    column(all),
    ...(['red', 'orange', 'blue', 'clear'] as const).map(column),
  ]
}
