import type { MessageKey } from '@zhucan/i18n'
import {
  AuditIcon,
  CluesIcon,
  DownloadIcon,
  FiguresIcon,
  FilterIcon,
  GlassIcon,
  HealthIcon,
  HomeIcon,
  ListsIcon,
  NoticeIcon,
  PaperIcon,
  RegisterIcon,
  RemoveIcon,
  SettingsIcon,
  ShieldIcon,
  SuperviseIcon,
  TargetIcon,
  TasksIcon,
  TreeIcon,
  UploadIcon,
  UserIcon,
} from '@zhucan/ui'
import type { Me } from './session.ts'

/** Parts of the navigation; the first has no heading, being where everybody begins. */
export const placeGroups = ['start', 'register', 'work', 'office'] as const
export type PlaceGroup = (typeof placeGroups)[number]

/** One entry of the main navigation and the right it needs. */
interface Place {
  readonly id: string
  readonly group: PlaceGroup
  readonly href: string
  /** Addresses of pages that belong to it and stand elsewhere. */
  readonly also?: readonly string[]
  readonly word: MessageKey
  readonly Icon: typeof HomeIcon
  readonly right: string | null
  /** Not for those who have this right: they have another entry. */
  readonly without?: string
}

const start = [
  { id: 'home', href: '/', word: 'shell.home', Icon: HomeIcon, right: 'dashboard.read' },
  {
    id: 'visits',
    href: '/',
    word: 'shell.visits',
    Icon: HomeIcon,
    right: 'clue.receive',
    without: 'dashboard.read',
  },
] as const

const register = [
  {
    id: 'register',
    href: '/register?kind=holder',
    also: ['/persons', '/duplicates'],
    word: 'shell.register',
    Icon: RegisterIcon,
    right: 'person.list',
  },
  { id: 'clues', href: '/clues', word: 'shell.clues', Icon: CluesIcon, right: 'clue.list' },
  {
    id: 'lists',
    href: '/lists',
    also: ['/link-runs'],
    word: 'shell.lists',
    Icon: ListsIcon,
    right: 'list.read',
  },
  { id: 'imports', href: '/imports', word: 'shell.imports', Icon: UploadIcon, right: 'import.read' },
] as const

const work = [
  { id: 'notices', href: '/notices', word: 'notices.place', Icon: NoticeIcon, right: 'notice.read' },
  { id: 'targets', href: '/targets', word: 'work.targets', Icon: TargetIcon, right: 'target.read' },
  { id: 'tasks', href: '/tasks', word: 'work.tasks', Icon: TasksIcon, right: 'task.read' },
  {
    id: 'supervision',
    href: '/supervision',
    word: 'work.supervision',
    Icon: SuperviseIcon,
    right: 'task.read',
  },
  {
    id: 'figures',
    href: '/figures',
    also: ['/reports'],
    word: 'shell.figures',
    Icon: FiguresIcon,
    right: 'figure.read',
  },
  { id: 'papers', href: '/papers', word: 'papers.place', Icon: PaperIcon, right: 'paper.read' },
] as const

const office = [
  { id: 'people', href: '/people', word: 'shell.people', Icon: UserIcon, right: 'user.list' },
  {
    id: 'policy',
    href: '/account-policy',
    word: 'shell.policy',
    Icon: ShieldIcon,
    right: 'account-policy.read',
  },
  {
    id: 'policy-lines',
    href: '/policy-lines',
    word: 'shell.policyLines',
    Icon: FilterIcon,
    right: 'policy.read',
  },
  {
    id: 'directory',
    href: '/directory',
    also: ['/organisations'],
    word: 'organisations.place',
    Icon: TreeIcon,
    right: 'organisation.read',
  },
  { id: 'exports', href: '/exports', word: 'exports.title', Icon: DownloadIcon, right: 'export.read' },
  { id: 'glass', href: '/break-glass', word: 'glass.place', Icon: GlassIcon, right: 'glass.list' },
  { id: 'erasures', href: '/erasures', word: 'shell.erasures', Icon: RemoveIcon, right: 'erasure.read' },
  { id: 'audit', href: '/audit', word: 'oversight.audit', Icon: AuditIcon, right: 'audit.figures' },
  { id: 'health', href: '/health', word: 'health.title', Icon: HealthIcon, right: 'system.health' },
  { id: 'settings', href: '/settings', word: 'shell.settings', Icon: SettingsIcon, right: null },
] as const

const groups = { start, register, work, office }

/** The name of a place. */
export type PlaceId = (typeof groups)[PlaceGroup][number]['id']

const places: readonly (Place & { id: PlaceId })[] = placeGroups.flatMap((group) =>
  groups[group].map((place) => ({ ...place, group })),
)

/** The places a user may go; what a role may not open is not offered. */
export function placesFor(me: Me) {
  return places.filter(
    ({ right, without }) =>
      (right === null || me.may.includes(right)) && !(without && me.may.includes(without)),
  )
}

/** Whether a page belongs to a place: its own address or one below it. */
export function isOn({ href, also = [] }: Pick<Place, 'href' | 'also'>, path: string): boolean {
  const [own = href] = href.split('?')
  if (own === '/') return path === '/'
  return [own, ...also].some((start) => path === start || path.startsWith(`${start}/`))
}

/** Where somebody goes who may not see the figures of the home page. */
export function firstPlaceFor(me: Me): string {
  return placesFor(me)[0]?.href ?? '/settings'
}
