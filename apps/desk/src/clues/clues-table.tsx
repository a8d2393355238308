import type { UseQueryResult } from '@tanstack/react-query'
import {
  type Column,
  ColumnChooser,
  DataTable,
  EmptyState,
  Link,
  Masked,
  Pagination,
  Panel,
  useDensity,
  useFormat,
  useT,
} from '@zhucan/ui'
import { address } from '../app/address.ts'
import { Day, Severity, useDisabilityNames } from '../app/labels.tsx'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { readSort, writeSort } from '../app/sorting.ts'
import { useStateLinks } from '../app/state-link.ts'
import { pageSize } from '../register/register.queries.ts'
import { ViewsBar } from '../views/views-bar.tsx'
import { BulkActions } from './bulk-actions.tsx'
import { ClueState, Due, useClueWords } from './clue-words.tsx'
import { type CluesSearch, clueSorts } from './clues.address.ts'
import type { ClueLine } from './clues.queries.ts'
import { useTicks } from './use-bulk.ts'

interface TableProps {
  clues: UseQueryResult<{ total: number; rows: ClueLine[] }>
  search: CluesSearch
  onChange: (part: CluesSearch) => void
}

/** Columns that give way to the reason beside the list: it says them, or the next step is to look at it. */
const besideReason = new Set(['category', 'region', 'since', 'holder', 'next'])

/** One page of clues; the first cell opens the reason beside the list, the last the clue's own page. */
export function CluesTable(props: TableProps) {
  const t = useT()
  return (
    <Panel title={t('clues.title')} hideTitle flush>
      <QueryView query={props.clues}>{(data) => <Lines {...props} {...data} />}</QueryView>
    </Panel>
  )
}

function Lines(props: TableProps & { total: number; rows: ClueLine[] }) {
  const { clues, search, onChange, total, rows } = props
  const t = useT()
  const columns = useColumns(search)
  const hidden = search.hide?.split(',') ?? []
  const [density, setDensity] = useDensity()
  const mayAct = useMay('clue.receive')
  const nameOf = useSubjectName()
  const spoken = useSpokenMask()
  const ticks = useTicks(search, rows)
  const sort = readSort(search.sort)
  const isMine = search.mine !== undefined
  return (
    <>
      <div className="clues-tools zc-no-print">
        <ViewsBar place="clues" search={{ ...search }} />
        <ColumnChooser
          columns={columns}
          hidden={hidden}
          onHidden={(left) => onChange({ hide: left.join(',') || undefined })}
          density={density}
          onDensity={setDensity}
        />
      </div>
      <BulkActions {...{ search, total }} ticked={ticks.ticked} onAll={ticks.all} onClear={ticks.clear} />
      <DataTable
        caption={t('clues.caption', { count: total })}
        columns={columns.filter(({ id }) => !hidden.includes(id) && !(search.clue && besideReason.has(id)))}
        rows={rows}
        rowKey={({ id }) => id}
        density={density}
        currentKey={search.clue}
        {...(sort ? { sort } : {})}
        onSort={(next) => onChange({ sort: clueSorts.find((one) => one === writeSort(next)) })}
        isBusy={clues.isPlaceholderData}
        {...(mayAct && {
          selection: {
            keys: ticks.ticked.keys,
            onChange: ticks.change,
            nameOf: (clue: ClueLine) => spoken(nameOf(clue)),
          },
        })}
        empty={
          <EmptyState title={t(isMine ? 'clues.noneMine' : 'clues.none')}>
            {t(isMine ? 'clues.noneMineHelp' : 'clues.noneHelp')}
          </EmptyState>
        }
      />
      <Pagination
        page={search.page ?? 1}
        pageSize={pageSize}
        total={total}
        hrefOf={(page) => address('/clues', { ...search, clue: undefined, page })}
        onGo={(page) => onChange({ page })}
      />
    </>
  )
}

function useSubjectName() {
  const t = useT()
  return ({ subject, personName }: ClueLine) =>
    subject === 'household' ? t('clues.householdOf', { name: personName }) : personName
}

/** A masked name as it is spoken, where only a text can stand. */
export function useSpokenMask(): (name: string) => string {
  const t = useT()
  return (name) => name.replaceAll(/\*+/g, t('ui.maskedPart'))
}

function useColumns(search: CluesSearch): Column<ClueLine>[] {
  const t = useT()
  const format = useFormat()
  const names = useDisabilityNames()
  const words = useClueWords()
  const nameOf = useSubjectName()
  const mayRead = useMay('clue.read')
  const linkTo = useStateLinks('/clues', { ...search })
  const columns: Column<ClueLine>[] = [
    {
      id: 'person',
      header: t('clues.person'),
      isRowHeader: true,
      cell: (clue) =>
        mayRead ? (
          <Link
            look="row"
            {...linkTo({ clue: clue.id })}
            current={search.clue === clue.id ? 'true' : undefined}
          >
            <Masked text={nameOf(clue)} />
          </Link>
        ) : (
          <Masked text={nameOf(clue)} />
        ),
    },
    {
      id: 'rule',
      isWide: true,
      isSortable: true,
      header: t('clues.rule'),
      cell: ({ ruleTitle }) => format.label(ruleTitle),
    },
    {
      id: 'severity',
      isSortable: true,
      header: t('clues.severity'),
      cell: ({ severity }) => <Severity severity={severity} />,
    },
    {
      id: 'category',
      header: t('clues.categoryLevel'),
      cell: ({ category, level }) => names.both(category, level),
    },
    { id: 'region', header: t('clues.region'), cell: ({ regionName }) => regionName ?? t('word.unknown') },
    {
      id: 'since',
      isWide: true,
      isSortable: true,
      header: t('clues.since'),
      isQuiet: true,
      cell: ({ since }) => <Day day={since} />,
    },
    {
      id: 'due',
      isWide: true,
      isSortable: true,
      header: t('clues.due'),
      cell: ({ due, colour }) => <Due due={due} colour={colour} />,
    },
    {
      id: 'state',
      isSortable: true,
      header: t('clues.state'),
      cell: ({ state }) => <ClueState state={state} />,
    },
    {
      id: 'holder',
      header: t('clues.holder'),
      isQuiet: true,
      cell: ({ holder, officeName }) => officeName ?? words.holder(holder),
    },
  ]
  const spoken = useSpokenMask()
  return mayRead ? [...columns, nextStep(t, format, words, (clue) => spoken(nameOf(clue)))] : columns
}

/** The way to the clue's own page, named by what can be done there. */
const nextStep = (
  t: ReturnType<typeof useT>,
  format: ReturnType<typeof useFormat>,
  words: ReturnType<typeof useClueWords>,
  nameOf: (clue: ClueLine) => string,
): Column<ClueLine> => ({
  id: 'next',
  header: t('clues.nextStep'),
  isFixed: true,
  cell: (clue) => {
    const [first] = clue.actions
    const step = first ? words.action(first) : t('clues.look')
    return (
      <Link
        look="row"
        href={`/clues/${clue.id}`}
        label={t('clues.stepOf', { step, name: nameOf(clue), rule: format.label(clue.ruleTitle) })}
      >
        {step}
      </Link>
    )
  },
})
