import { getRouteApi } from '@tanstack/react-router'
import { type Column, DataTable, Link, Panel, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { useStateLinks } from '../app/state-link.ts'
import type { PlaceFigures } from './home.queries.ts'

const route = getRouteApi('/desk/')

/** The places right below: holders with a bar to compare, open clues, and the way down. */
export function PlacesPanel({ places }: { places: readonly PlaceFigures[] }) {
  const t = useT()
  const format = useFormat()
  const linkTo = useStateLinks('/', route.useSearch())
  const most = Math.max(1, ...places.map(({ holders }) => holders))
  const columns: Column<PlaceFigures>[] = [
    {
      id: 'place',
      header: t('home.region'),
      isRowHeader: true,
      cell: ({ code, name }) => (
        <Link look="row" {...linkTo({ region: code })} label={t('home.openRegion', { name })}>
          {name}
        </Link>
      ),
    },
    {
      id: 'holders',
      header: t('home.holdersShort'),
      align: 'end',
      cell: ({ code, name, holders }) => (
        <span className="home-bar-cell">
          <span className="home-bar" aria-hidden="true">
            <span style={{ inlineSize: `${(holders / most) * 100}%` }} />
          </span>
          <Link
            look="row"
            href={address('/register', { region: code, kind: 'holder' })}
            label={`${name} ${t('home.holdersShort')} ${format.number(holders)}`}
          >
            {format.number(holders)}
          </Link>
        </span>
      ),
    },
    {
      id: 'clues',
      header: t('home.cluesShort'),
      align: 'end',
      cell: ({ code, name, clues }) => (
        <Link
          look="row"
          href={address('/clues', { region: code, state: 'open' })}
          label={`${name} ${t('home.cluesShort')} ${format.number(clues)}`}
        >
          {format.number(clues)}
        </Link>
      ),
    },
  ]
  return (
    <Panel title={t('home.regions')} flush>
      <DataTable caption={t('home.regions')} columns={columns} rows={places} rowKey={({ code }) => code} />
    </Panel>
  )
}
