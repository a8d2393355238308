import type { MessageKey } from '@zhucan/i18n'
import {
  CheckIcon,
  ClockIcon,
  CluesIcon,
  DownloadIcon,
  FiguresIcon,
  FirstIcon,
  HomeIcon,
  ListsIcon,
  NoticeIcon,
  PrintIcon,
  RegisterIcon,
  RevealIcon,
  RunIcon,
  SettingsIcon,
  ShieldIcon,
  TreeIcon,
  UploadIcon,
  UserIcon,
  WarningIcon,
} from '@zhucan/ui'
import type { Me } from './session.ts'

/** One entry of the main navigation and the right it needs. */
interface Place {
  readonly href: string
  readonly word: MessageKey
  readonly Icon: typeof HomeIcon
  readonly right: string | null
  /** Not for those who have this right: they have another entry. */
  readonly without?: string
}

const places: readonly Place[] = [
  { href: '/', word: 'shell.home', Icon: HomeIcon, right: 'dashboard.read' },
  { href: '/', word: 'shell.visits', Icon: HomeIcon, right: 'clue.receive', without: 'dashboard.read' },
  { href: '/register?kind=holder', word: 'shell.register', Icon: RegisterIcon, right: 'person.list' },
  { href: '/clues', word: 'shell.clues', Icon: CluesIcon, right: 'clue.list' },
  { href: '/lists', word: 'shell.lists', Icon: ListsIcon, right: 'list.read' },
  { href: '/notices', word: 'notices.place', Icon: NoticeIcon, right: 'notice.read' },
  { href: '/papers', word: 'papers.place', Icon: PrintIcon, right: 'paper.read' },
  { href: '/figures', word: 'shell.figures', Icon: FiguresIcon, right: 'figure.read' },
  { href: '/supervision', word: 'work.supervision', Icon: ClockIcon, right: 'task.read' },
  { href: '/targets', word: 'work.targets', Icon: FirstIcon, right: 'target.read' },
  { href: '/tasks', word: 'work.tasks', Icon: CheckIcon, right: 'task.read' },
  { href: '/imports', word: 'shell.imports', Icon: UploadIcon, right: 'import.read' },
  { href: '/people', word: 'shell.people', Icon: UserIcon, right: 'user.list' },
  { href: '/account-policy', word: 'shell.policy', Icon: ShieldIcon, right: 'account-policy.read' },
  { href: '/directory', word: 'organisations.place', Icon: TreeIcon, right: 'organisation.read' },
  { href: '/exports', word: 'exports.title', Icon: DownloadIcon, right: 'export.read' },
  { href: '/break-glass', word: 'glass.place', Icon: WarningIcon, right: 'glass.list' },
  { href: '/audit', word: 'oversight.audit', Icon: RevealIcon, right: 'audit.read' },
  { href: '/health', word: 'health.title', Icon: RunIcon, right: 'system.health' },
  { href: '/settings', word: 'shell.settings', Icon: SettingsIcon, right: null },
]

/** The places a user may go; what a role may not open is not offered. */
export function placesFor(me: Me): readonly Place[] {
  return places.filter(
    ({ right, without }) =>
      (right === null || me.may.includes(right)) && !(without && me.may.includes(without)),
  )
}

/** Where somebody goes who may not see the figures of the home page. */
export function firstPlaceFor(me: Me): string {
  return placesFor(me)[0]?.href ?? '/settings'
}
