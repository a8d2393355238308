import { categories, type Level, levels } from '@zhucan/kernel'
import { Link, Panel, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import type { Dashboard } from './home.queries.ts'

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

function MatrixLink({ count, name, href }: { count: number; name: string; href: string }) {
  const format = useFormat()
  return (
    <Link look="row" href={href} label={`${name} ${format.number(count)}`}>
      {format.number(count)}
    </Link>
  )
}
