import { useQuery } from '@tanstack/react-query'
import {
  Masked,
  PersonIcon,
  PlaceIcon,
  RecentIcon,
  RegisterIcon,
  useFormat,
  useSpeech,
  useT,
  ViewIcon,
} from '@zhucan/ui'
import { address } from '../app/address.ts'
import { useDisabilityNames, useSexName } from '../app/labels.tsx'
import { useMe } from '../app/session.ts'
import { useViews, viewAddress } from '../views/use-views.ts'
import type { FoundEntry } from './desk-palette.tsx'
import { bestOf } from './match.ts'
import { findRegionsQuery, ownRegionsQuery, type PersonSuggestion } from './palette.queries.ts'
import { listRecent } from './recent.ts'

/** People as lines: the masked name, and what tells two of the same name apart. */
export function usePersonEntries(rows: readonly PersonSuggestion[]): FoundEntry[] {
  const t = useT()
  const { locale } = useSpeech()
  const format = useFormat()
  const sexName = useSexName()
  const names = useDisabilityNames()
  return rows.map(({ id, name, sex, age, category, level, regionName }) => {
    const years = age === null ? '' : t('palette.age', { age: format.number(age) })
    const parts = [sexName(sex), years, names.both(category, level), regionName ?? '']
    const note = parts.filter((part) => part !== '').join(locale === 'en' ? ', ' : ' ')
    const href = `/persons/${id}`
    return {
      id: `person:${id}`,
      label: name,
      content: <Masked text={name} />,
      note,
      icon: <PersonIcon />,
      href,
      recent: { id: `person:${id}`, label: name, note, href, kind: 'person' },
    }
  })
}

const wordOf = {
  register: 'shell.register',
  clues: 'shell.clues',
  lists: 'shell.lists',
  targets: 'work.targets',
  tasks: 'work.tasks',
  supervision: 'work.supervision',
  notices: 'notices.place',
  papers: 'papers.place',
} as const

/** Saved views of one's own and of the office. */
export function useViewEntries(): FoundEntry[] {
  const t = useT()
  return useViews().map((view) => {
    const { id, place, name } = view
    const href = viewAddress(view)
    const note = t(wordOf[place])
    return {
      id: `view:${id}`,
      label: name,
      note,
      icon: <ViewIcon />,
      href,
      recent: { id: `view:${id}`, label: name, note, href, kind: 'view' },
    }
  })
}

/** Places: one's own area at once and by pinyin, others by the beginning of their name. */
export function useRegionEntries(text: string): FoundEntry[] {
  const t = useT()
  const me = useMe()
  const typed = text.trim()
  const { data: own = [] } = useQuery({ ...ownRegionsQuery, enabled: typed !== '' })
  const isDeep = own.length >= 1_000 && typed.length >= 2 && !/[a-z\d]/i.test(typed)
  const { data: far = [] } = useQuery({ ...findRegionsQuery(typed.slice(0, 40)), enabled: isDeep })
  const nearby = bestOf(
    own.map((place) => ({ ...place, label: place.name, keys: `${place.letters} ${place.initials}` })),
    typed,
    6,
  )
  const codes = new Set(nearby.map(({ code }) => code))
  const within = far.filter(
    ({ code, path }) =>
      !codes.has(code) && path.some((step) => me.reach.some((top) => top.code === step.code)),
  )
  const target = me.may.includes('dashboard.read') ? '/' : '/register'
  return [...nearby, ...within].slice(0, 6).map(({ code, name, level }) => {
    const href = address(target, { region: code })
    const parent = own.find(
      (other) => code.startsWith(trimmed(other.code, level - 1)) && other.level === level - 1,
    )
    const note = parent?.name ?? t('palette.region')
    return {
      id: `region:${code}`,
      label: name,
      note,
      icon: target === '/' ? <PlaceIcon /> : <RegisterIcon />,
      href,
      recent: { id: `region:${code}`, label: name, note, href, kind: 'region' },
    }
  })
}

/** The part of a code that says its region: 2, 4, 6, 9 or 12 digits by level. */
const trimmed = (code: string, level: number) => code.slice(0, [0, 2, 4, 6, 9, 12][level] ?? 12)

const recentIcons = { page: RecentIcon, region: PlaceIcon, view: ViewIcon, person: PersonIcon }

/** What one chose before in this tab. */
export function useRecentEntries(): FoundEntry[] {
  return listRecent().map((recent) => {
    const Icon = recentIcons[recent.kind]
    return {
      id: `recent:${recent.id}`,
      label: recent.label,
      ...(recent.kind === 'person' ? { content: <Masked text={recent.label} /> } : {}),
      note: recent.note,
      icon: <Icon />,
      href: recent.href,
      recent,
    }
  })
}
