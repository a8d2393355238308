import { personNameForms } from '@zhucan/catalogue'
import { type Column, DataTable, Disclosure, Panel, State, useFormat, useT } from '@zhucan/ui'
import type { Group, Quality } from './linking.queries.ts'

const linkAt = 4
const reviewAt = -4
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
    </figure>
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

/** So much worse than the whole, in shares, that somebody should look into it; and of so many rows at least. */
const worrying = { share: 0.1, rows: 20 }

function Groups({ groups, by }: { groups: readonly Group[]; by: Group['by'] }) {
  const t = useT()
  const format = useFormat()
  const shown = groups.filter((group) => group.by === by)
  const all = unseenShare({
    rows: shown.reduce((sum, { rows }) => sum + rows, 0),
    unseen: shown.reduce((sum, { unseen }) => sum + (unseen ?? 0), 0),
  })
  const whole = recallOf({
    expected: shown.reduce((sum, { expected }) => sum + expected, 0),
    found: shown.reduce((sum, { found }) => sum + found, 0),
  })
  const nameOf = ({ key, name }: Group) => {
    if (by === 'region') return key === '' ? t('linking.noPlace') : name
    return Object.hasOwn(personNameForms, key)
      ? format.label(personNameForms[key as keyof typeof personNameForms])
      : key
  }
  const columns: Column<Group>[] = [
    { id: 'key', header: t(`linking.by.${by}`), isRowHeader: true, cell: nameOf },
    { id: 'rows', header: t('linking.rows'), align: 'end', cell: ({ rows }) => format.number(rows) },
    { id: 'linked', header: t('linking.sure'), align: 'end', cell: ({ linked }) => format.number(linked) },
    {
      id: 'unseen',
      header: t('linking.unseen'),
      align: 'end',
      cell: (group) => <Unseen {...{ group, all }} />,
    },
    {
      id: 'recall',
      header: t('linking.recall'),
      align: 'end',
      cell: (group) => <Recall group={group} whole={whole} />,
    },
  ]
  return (
    <DataTable
      caption={t(`linking.groups.${by}`)}
      columns={columns}
      rows={shown.slice(0, 30)}
      rowKey={({ key }) => key}
      empty={t('linking.none')}
    />
  )
}

const recallOf = ({ expected, found }: { expected: number; found: number }) =>
  expected < 0.5 ? null : Math.min(1, found / expected)

function Recall({ group, whole }: { group: Group; whole: number | null }) {
  const t = useT()
  const format = useFormat()
  const recall = recallOf(group)
  if (recall === null) return <span className="desk-quiet">{t('word.unknown')}</span>
  const isWorse = whole !== null && group.rows >= worrying.rows && recall < whole - worrying.share
  return (
    <>
      {format.percent(recall)} {isWorse && <State kind="warning">{t('linking.worse')}</State>}
    </>
  )
}

const unseenShare = ({ rows, unseen = 0 }: Pick<Group, 'rows' | 'unseen'>) => unseen / Math.max(rows, 1)

/** Rows to which nobody came near are not in the estimate; where they are many, it says little. */
function Unseen({ group, all }: { group: Group; all: number }) {
  const t = useT()
  const format = useFormat()
  const isMany = group.rows >= worrying.rows && unseenShare(group) > all + worrying.share
  return (
    <>
      {format.number(group.unseen ?? 0)} {isMany && <State kind="warning">{t('linking.many')}</State>}
    </>
  )
}
