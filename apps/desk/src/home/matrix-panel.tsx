import { categories, type Level, levels } from '@zhucan/kernel'
import { BarChart, ChartFigure, Link, Panel, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { useDisabilityNames } from '../app/labels.tsx'
import type { Dashboard } from './home.queries.ts'
import { sumCategories, summariseCategories } from './summaries.ts'

type Cell = { category?: string; level?: Level }

/** Holders by category and level; the darker, the more. Colour only repeats what the number says. */
export function MatrixPanel({ data }: { data: Dashboard }) {
  const t = useT()
  const format = useFormat()
  const count = ({ category, level }: Cell) =>
    data.matrix
      .filter((cell) => (!category || cell.category === category) && (!level || cell.level === level))
      .reduce((total, cell) => total + cell.count, 0)
  const most = Math.max(1, ...data.matrix.map((cell) => cell.count))
  const shown = (cell: Cell, name: string) => (
    <MatrixLink
      count={count(cell)}
      name={name}
      href={address('/register', { region: data.region, kind: 'holder', ...cell })}
    />
  )
  const heatOf = (cell: Cell) => Math.min(4, Math.ceil((count(cell) / most) * 4))
  return (
    <Panel title={t('home.matrix')} flush>
      <Compared data={data} />
      <div className="home-matrix-scroll">
        <table className="home-matrix">
          <caption className="zc-hidden">{t('home.matrixCaption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('home.category')}</th>
              {levels.map((level) => (
                <th key={level.code} scope="col">
                  {format.label(level.label)}
                </th>
              ))}
              <th scope="col">{t('home.total')}</th>
            </tr>
          </thead>
          <tbody>
            {categories.map(({ code, label }) => (
              <tr key={code}>
                <th scope="row">{format.label(label)}</th>
                {levels.map((level) => (
                  <td key={level.code} data-heat={heatOf({ category: code, level: level.code })}>
                    {shown(
                      { category: code, level: level.code },
                      `${format.label(label)} ${format.label(level.label)}`,
                    )}
                  </td>
                ))}
                <td>{shown({ category: code }, format.label(label))}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t('home.total')}</th>
              {levels.map((level) => (
                <td key={level.code}>{shown({ level: level.code }, format.label(level.label))}</td>
              ))}
              <td>{shown({}, t('home.total'))}</td>
            </tr>
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

/** The categories as bars, with what they show in two sentences; the table below has the figures. */
function Compared({ data }: { data: Dashboard }) {
  const t = useT()
  const format = useFormat()
  const names = useDisabilityNames()
  const sums = sumCategories(
    categories.map(({ code }) => code),
    data.matrix,
  )
  const summary = summariseCategories(sums)
  if (!summary) return null
  const { most, count, share, severe, severeShare } = summary
  return (
    <div className="home-compared">
      <ChartFigure
        summary={[
          t('home.categoriesMost', { name: names.category(most), count, share: format.percent(share) }),
          t('home.categoriesSevere', { count: severe, share: format.percent(severeShare) }),
        ]}
        legend={[
          { name: t('home.severe'), look: 'solid' },
          { name: t('home.notSevere'), look: 'hatched' },
        ]}
      >
        <BarChart
          label={t('home.categoriesChart')}
          rows={sums.map(({ category, severe: solid, other }) => ({
            name: names.category(category),
            parts: [
              { look: 'solid', value: solid },
              { look: 'hatched', value: other },
            ],
          }))}
        />
      </ChartFigure>
    </div>
  )
}

function MatrixLink({ count, name, href }: { count: number; name: string; href: string }) {
  const format = useFormat()
  return (
    <Link look="row" href={href} label={`${name} ${format.number(count)}`}>
      {format.number(count)}
    </Link>
  )
}
