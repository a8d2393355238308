import { useQuery } from '@tanstack/react-query'
import { Link, useFormat, useT } from '@zhucan/ui'
import { useMay } from '../app/session.ts'
import { useStateLinks } from '../app/state-link.ts'
import type { CluesSearch } from './clues.address.ts'
import { clueCountsQuery, filterOf } from './clues.queries.ts'

const views = ['mine', 'in-work', 'new', 'all'] as const
type Quick = (typeof views)[number]

const searchOf: Record<Quick, CluesSearch> = {
  mine: { mine: 'true', state: undefined },
  'in-work': { mine: undefined, state: 'in-work' },
  new: { mine: undefined, state: 'new' },
  all: { mine: undefined, state: 'all' },
}

/** Which of the four ways of looking an address is; none when it asks for something narrower. */
function quickOf({ mine, state }: CluesSearch): Quick | undefined {
  if (mine) return state === undefined || state === 'open' ? 'mine' : undefined
  return views.find((view) => view === (state ?? 'new'))
}

/** The four ways most people look at their work, each with how much there is. */
export function QuickFilters({ search }: { search: CluesSearch }) {
  const t = useT()
  const format = useFormat()
  const mayCount = useMay('clue.count')
  const mayAct = useMay('clue.receive')
  const { state: _state, mine: _mine, ...others } = filterOf(search)
  const every = useQuery({ ...clueCountsQuery({ ...others, state: 'all' }), enabled: mayCount })
  const own = useQuery({ ...clueCountsQuery({ ...others, mine: 'true' }), enabled: mayCount && mayAct })
  const counts = countsOf(every.data?.states, own.data?.total)
  const current = quickOf(search)
  const linkTo = useStateLinks('/clues', { ...search })
  return (
    <nav className="clues-quick zc-no-print" aria-label={t('clues.quick')}>
      <ul>
        {views
          .filter((view) => view !== 'mine' || mayAct)
          .map((view) => (
            <li key={view}>
              <Link
                look="row"
                {...linkTo({ ...searchOf[view], page: undefined, clue: undefined, view: undefined })}
                current={current === view ? 'true' : undefined}
              >
                {t(`clues.quick.${view}`)}
                {counts[view] !== undefined && (
                  <span className="clues-quick-count zc-number">{format.number(counts[view])}</span>
                )}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  )
}

function countsOf(
  states: readonly { state: string; count: number }[] | undefined,
  mine: number | undefined,
): Partial<Record<Quick, number | undefined>> {
  if (!states) return { mine }
  const sum = (wanted: (state: string) => boolean) =>
    states.reduce((total, { state, count }) => total + (wanted(state) ? count : 0), 0)
  return {
    mine,
    'in-work': sum((state) => !['new', 'closed', 'withdrawn'].includes(state)),
    new: sum((state) => state === 'new'),
    all: sum(() => true),
  }
}
