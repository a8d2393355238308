import type { MessageKey } from '@zhucan/i18n'
import { CluesIcon, HomeIcon, ListsIcon, RegisterIcon, SettingsIcon, UploadIcon } from '@zhucan/ui'
import type { Me } from './session.ts'

/** One entry of the main navigation and the right it needs. */
interface Place {
  readonly href: string
  readonly word: MessageKey
  readonly Icon: typeof HomeIcon
  readonly right: string | null
}

const places: readonly Place[] = [
  { href: '/', word: 'shell.home', Icon: HomeIcon, right: 'dashboard.read' },
  { href: '/register?kind=holder', word: 'shell.register', Icon: RegisterIcon, right: 'person.list' },
  { href: '/clues', word: 'shell.clues', Icon: CluesIcon, right: 'clue.list' },
  { href: '/lists', word: 'shell.lists', Icon: ListsIcon, right: 'list.read' },
  { href: '/imports', word: 'shell.imports', Icon: UploadIcon, right: 'import.read' },
  { href: '/settings', word: 'shell.settings', Icon: SettingsIcon, right: null },
]

/** The places a user may go; what a role may not open is not offered. */
export function placesFor(me: Me): readonly Place[] {
  return places.filter(({ right }) => right === null || me.may.includes(right))
}

/** Where somebody goes who may not see the figures of the home page. */
export function firstPlaceFor(me: Me): string {
  return placesFor(me)[0]?.href ?? '/settings'
}
