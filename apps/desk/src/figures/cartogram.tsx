import { Link, useFormat, useT } from '@zhucan/ui'
import type { CSSProperties } from 'react'
import { address } from '../app/address.ts'
import { heatOf, layOut } from './cartogram.ts'
import { useFigureText } from './figure-words.tsx'
import type { Described, PlaceLine } from './figures.queries.ts'

/** The regions below as rectangles: the area is how many holders live there, the depth the figure. The table says the same. */
export function Cartogram({ indicator, places }: { indicator: Described; places: readonly PlaceLine[] }) {
  const t = useT()
  const format = useFormat()
  const write = useFigureText()
  const heat = heatOf(places.map(({ figure }) => figure.value))
  const tiles = layOut(places.map(({ code, weight }) => ({ key: code, weight })))
  return (
    <ul
      className="figures-tiles"
      style={{ '--rows': Math.ceil(places.length / 5) } as CSSProperties}
      aria-label={t('figures.cartogram', { name: format.label(indicator.label) })}
    >
      {places.map((place, at) => {
        const { x, y, width, height } = tiles[at]!
        const lacks = place.figure.missingPlaces > 0
        const text = write(indicator, place.figure.value)
        return (
          <li
            key={place.code}
            data-heat={heat[at] ?? 'unknown'}
            style={
              { '--x': `${x}%`, '--y': `${y}%`, '--w': `${width}%`, '--h': `${height}%` } as CSSProperties
            }
          >
            <Link
              look="row"
              href={
                place.hasChildren
                  ? address(`/figures/${indicator.code}`, { region: place.code })
                  : address(`/figures/${indicator.code}/why`, { region: place.code })
              }
              label={`${place.name} ${text}${lacks ? ` ${t('figures.incomplete')}` : ''}`}
            >
              <span className="figures-tile-name">{place.name}</span>
              <span className="figures-tile-value">{text}</span>
              {lacks && <span className="figures-tile-gap">{t('figures.incomplete')}</span>}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
