import { type Column, DataTable, Link, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { useRegionPath } from '../app/regions.ts'
import { standingOf, worstFirst } from './board-standing.ts'
import type { Board, BoardCell } from './supervision.queries.ts'
import { workColours } from './work.address.ts'
import { useWorkWords } from './work-words.tsx'

interface Row {
  readonly key: string
  readonly name: string
  readonly href: string | null
  readonly cells: readonly BoardCell[]
  readonly filter: Readonly<Record<string, string>>
}

/** Open work by place: the whole area first, then each place below; a count opens exactly its rows. */
export function BoardTable({ board }: { board: Board }) {
  const t = useT()
  const whole = useRegionPath(board.region)
  const rowOf = (code: string, name: string, href: string | null): Row => ({
    ...{ key: code, name, href, filter: { region: code } },
    cells: board.cells.filter(({ place }) => place === code),
  })
  const rows = [
    rowOf(board.region, t('work.wholeArea', { name: whole.name ?? board.region }), null),
    ...worstFirst(board.places, board.cells).map(({ code, name, level }) =>
      rowOf(code, name, level < 5 ? address('/supervision', { region: code }) : null),
    ),
  ]
  return <Counts caption={t('work.boardCaption')} first={t('work.place')} rows={rows} />
}

/** The board in two sentences: how much is open and late, and where most of it is. */
export function BoardSummary({ board }: { board: Board }) {
  const t = useT()
  const format = useFormat()
  const at = (code: string) => standingOf(board.cells.filter(({ place }) => place === code))
  const { open, late, red } = at(board.region)
  const [worst] = worstFirst(board.places, board.cells)
  const lateThere = worst ? at(worst.code).late : 0
  const counts = { open: format.number(open), late: format.number(late), red: format.number(red) }
  return (
    <>
      {format.day(board.day)}
      {' · '}
      {late === 0 ? t('work.boardNoneLate', counts) : t('work.boardLate', counts)}{' '}
      {worst && lateThere > 0 && t('work.boardWorst', { place: worst.name, late: format.number(lateThere) })}
    </>
  )
}

/** The same for departments and institutions of the region. */
export function OrganisationsTable({ board }: { board: Board }) {
  const t = useT()
  const byId = Map.groupBy(board.organisations, ({ place }) => place)
  const rows = [...byId].map(
    ([id, cells]): Row => ({
      ...{ key: id, name: cells[0]!.name, href: null, cells, filter: { organisation: id } },
    }),
  )
  return <Counts caption={t('work.boardOrganisations')} first={t('work.carrier')} rows={rows} />
}

function Counts(props: { caption: string; first: string; rows: readonly Row[] }) {
  const t = useT()
  const words = useWorkWords()
  const count = (kind: 'target' | 'task', colour: string): Column<Row> => ({
    id: `${kind}-${colour}`,
    header: `${t(kind === 'target' ? 'work.targets' : 'work.tasks')} ${words.colour(colour)}`,
    align: 'end',
    cell: (row) => <Count row={row} kind={kind} colour={colour} />,
  })
  const columns: Column<Row>[] = [
    {
      id: 'name',
      header: props.first,
      isRowHeader: true,
      cell: (row) =>
        row.href ? (
          <Link look="row" href={row.href}>
            {row.name}
          </Link>
        ) : (
          row.name
        ),
    },
    ...(['target', 'task'] as const).flatMap((kind) => workColours.map((colour) => count(kind, colour))),
  ]
  return (
    <div className="work-board">
      <DataTable caption={props.caption} columns={columns} rows={props.rows} rowKey={({ key }) => key} />
    </div>
  )
}

function Count({ row, kind, colour }: { row: Row; kind: 'target' | 'task'; colour: string }) {
  const t = useT()
  const format = useFormat()
  const words = useWorkWords()
  const count = row.cells
    .filter((cell) => cell.kind === kind && cell.colour === colour)
    .reduce((sum, cell) => sum + cell.count, 0)
  if (count === 0) return <span className="desk-quiet work-zero">0</span>
  return (
    <Link
      look="row"
      href={address(`/${kind}s`, { scope: 'area', ...row.filter, colour })}
      label={t('work.openCell', {
        ...{ place: row.name, colour: words.colour(colour), count },
        kind: t(kind === 'target' ? 'work.targets' : 'work.tasks'),
      })}
    >
      <span className="zc-number work-count" data-colour={colour}>
        {format.number(count)}
      </span>
    </Link>
  )
}
