import { personNameForms } from '@zhucan/catalogue'
import { type Column, DataTable, Disclosure, Panel, State, useFormat, useT } from '@zhucan/ui'
import { linkAt, reviewAt } from './bits.ts'
import { type Share, type Standing, standingOf } from './clearly-lower.ts'
import type { Group, Quality } from './linking.queries.ts'

const binWidth = 2

/** How the weights lie, and whether some places or forms of name are found worse than others. */
export function QualityPanel({ quality }: { quality: Quality }) {
  const t = useT()
  return (
    <Panel title={t('linking.quality')} note={t('linking.qualityNote')}>
      <Histogram quality={quality} />
      <div className="linking-groups">
        <Groups groups={quality.groups} by="form" />
        <Groups groups={quality.groups} by="region" />
      </div>
    </Panel>
  )
}

function Histogram({ quality }: { quality: Quality }) {
  const t = useT()
  const format = useFormat()
  const bins = withoutGaps(quality.histogram)
  const most = Math.max(1, ...bins.map(({ pairs }) => pairs))
  const above = bins.filter(({ from }) => from >= linkAt).reduce((sum, { pairs }) => sum + pairs, 0)
  const between = bins
    .filter(({ from }) => from >= reviewAt && from < linkAt)
    .reduce((sum, { pairs }) => sum + pairs, 0)
  return (
    <figure className="linking-histogram">
      <figcaption>
        {t('linking.histogram', { above: format.number(above), between: format.number(between) })}
      </figcaption>
      <ul className="linking-legend">
        <li data-part="same">{t('linking.expected')}</li>
        <li data-part="other">{t('linking.otherPeople')}</li>
      </ul>
      <div className="linking-bars" aria-hidden="true">
        {bins.map(({ from, pairs, expected }) => (
          <div key={from} className="linking-bar" data-zone={zoneOf(from)}>
            <span className="linking-bar-count">{format.number(pairs)}</span>
            <span className="linking-bar-body" style={{ blockSize: `${Math.max(1, (pairs / most) * 100)}%` }}>
              <span
                className="linking-bar-true"
                style={{ blockSize: `${(expected / Math.max(pairs, 1)) * 100}%` }}
              />
            </span>
            <span className="linking-bar-foot">{String(from).replace('-', '−')}</span>
          </div>
        ))}
      </div>
      <p className="desk-quiet desk-small">{t('linking.histogramFoot')}</p>
      <HistogramTable bins={bins} />
    </figure>
  )
}

function HistogramTable({ bins }: { bins: Quality['histogram'] }) {
  const t = useT()
  const format = useFormat()
  return (
    <Disclosure title={t('linking.histogramTable')}>
      <DataTable
        caption={t('linking.histogramTable')}
        columns={[
          {
            id: 'from',
            header: t('linking.weight'),
            isRowHeader: true,
            cell: ({ from }) => t('linking.bin', { from: String(from), to: String(from + 2) }),
          },
          {
            id: 'pairs',
            header: t('linking.pairs'),
            align: 'end',
            cell: ({ pairs }) => format.number(pairs),
          },
          {
            id: 'expected',
            header: t('linking.expected'),
            align: 'end',
            cell: ({ expected }) => format.number(Math.round(expected * 10) / 10),
          },
        ]}
        rows={bins}
        rowKey={({ from }) => String(from)}
        empty={t('linking.none')}
      />
    </Disclosure>
  )
}

/** Weights that no pair has are shown as well, so that distances are true. */
function withoutGaps(bins: Quality['histogram']): Quality['histogram'] {
  const [first, last] = [bins[0], bins.at(-1)]
  if (!first || !last) return bins
  const known = new Map(bins.map((bin) => [bin.from, bin]))
  return Array.from({ length: (last.from - first.from) / binWidth + 1 }, (_, at) => {
    const from = first.from + at * binWidth
    return known.get(from) ?? { from, pairs: 0, expected: 0 }
  })
}

const zoneOf = (from: number) => (from >= linkAt ? 'link' : from >= reviewAt ? 'review' : 'none')

/** The largest groups are listed, and every one that is clearly found less often. */
const mostShown = 30

function Groups({ groups, by }: { groups: readonly Group[]; by: Group['by'] }) {
  const t = useT()
  const shown = groups.filter((group) => group.by === by)
  const all = sumOf(shown)
  const columns = useGroupColumns(all, by)
  return (
    <DataTable
      caption={t(`linking.groups.${by}`)}
      columns={columns}
      rows={shown.filter((group, at) => at < mostShown || isTold(group, all))}
      rowKey={({ key }) => key}
      empty={t('linking.none')}
    />
  )
}

function useGroupColumns(all: Counted, by: Group['by']): Column<Group>[] {
  const t = useT()
  const format = useFormat()
  const standing = (group: Group, share: ShareOf) => standingIn(all, group, share)
  const nameOf = ({ key, name }: Group) => {
    if (by === 'region') return key === '' ? t('linking.noPlace') : name
    return Object.hasOwn(personNameForms, key)
      ? format.label(personNameForms[key as keyof typeof personNameForms])
      : key
  }
  return [
    { id: 'key', header: t(`linking.by.${by}`), isRowHeader: true, cell: nameOf },
    { id: 'rows', header: t('linking.rows'), align: 'end', cell: ({ rows }) => format.number(rows) },
    {
      id: 'linked',
      header: t('linking.sure'),
      align: 'end',
      cell: (group) => (
        <span className="linking-told">
          <Told standing={standing(group, linkedOf)} />{' '}
          {t('linking.sureOf', {
            count: format.number(group.linked),
            share: format.percent(group.linked / Math.max(group.rows, 1)),
          })}
        </span>
      ),
    },
    {
      id: 'unseen',
      header: t('linking.unseen'),
      align: 'end',
      cell: (group) => (
        <span className="linking-told">
          {standing(group, seenOf) === 'lower' && <State kind="warning">{t('linking.many')}</State>}{' '}
          {format.number(group.unseen ?? 0)}
        </span>
      ),
    },
    {
      id: 'recall',
      header: t('linking.recall'),
      align: 'end',
      cell: (group) => (
        <span className="linking-told">
          <Told standing={standing(group, foundOf)} /> <Recall group={group} />
        </span>
      ),
    },
  ]
}

type Counted = Pick<Group, 'rows' | 'linked' | 'expected' | 'found' | 'unseen'>

const linkedOf = ({ linked, rows }: Counted): Share => ({ hits: linked, of: rows })
const foundOf = ({ found, expected }: Counted): Share => ({ hits: found, of: expected })
/** Rows to which somebody came near; the others are not in the estimate, and where they are many, it says little. */
const seenOf = ({ rows, unseen = 0 }: Counted): Share => ({ hits: rows - unseen, of: rows })

const sumOf = (groups: readonly Group[]): Counted => {
  const sum = (of: keyof Counted) => groups.reduce((all, group) => all + (group[of] ?? 0), 0)
  return {
    rows: sum('rows'),
    linked: sum('linked'),
    expected: sum('expected'),
    found: sum('found'),
    unseen: sum('unseen'),
  }
}

/** All other groups together. */
const without = (all: Counted, group: Group): Counted => ({
  rows: all.rows - group.rows,
  linked: all.linked - group.linked,
  expected: all.expected - group.expected,
  found: all.found - group.found,
  unseen: (all.unseen ?? 0) - (group.unseen ?? 0),
})

type ShareOf = (of: Counted) => Share

const standingIn = (all: Counted, group: Group, share: ShareOf): Standing =>
  standingOf(share(group), share(without(all, group)))

const isTold = (group: Group, all: Counted): boolean =>
  [linkedOf, seenOf, foundOf].some((share) => standingIn(all, group, share) === 'lower')

function Told({ standing }: { standing: Standing }) {
  const t = useT()
  if (standing === 'usual') return null
  return standing === 'lower' ? (
    <State kind="warning">{t('linking.worse')}</State>
  ) : (
    <State kind="unknown">{t('linking.tooFew')}</State>
  )
}

function Recall({ group: { expected, found } }: { group: Group }) {
  const t = useT()
  const format = useFormat()
  if (expected < 0.5) return <span className="desk-quiet">{t('word.unknown')}</span>
  return <>{format.percent(Math.min(1, found / expected))}</>
}
