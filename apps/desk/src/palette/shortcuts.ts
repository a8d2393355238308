import { type PlaceId, placesFor } from '../app/places.ts'
import type { Me } from '../app/session.ts'

/** The second key of "g then …", by the page it opens. */
const goKeys: Readonly<Record<PlaceId, string>> = {
  home: 'h',
  visits: 'h',
  register: 'r',
  clues: 'c',
  lists: 'l',
  imports: 'i',
  notices: 'n',
  targets: 't',
  tasks: 'j',
  supervision: 'd',
  figures: 'f',
  papers: 'p',
  people: 'u',
  policy: 'y',
  'policy-lines': 'z',
  erasures: 'x',
  directory: 'o',
  exports: 'e',
  glass: 'k',
  audit: 'a',
  health: 'b',
  settings: 's',
}

/** The keys that open a page. */
export const goKeysOf = (id: PlaceId): string => `g ${goKeys[id]}`

/** Where "g" and a second key lead, of the pages one may open. */
export function goTarget(me: Me, key: string): string | undefined {
  return placesFor(me).find(({ id }) => goKeys[id] === key)?.href
}

const storageKey = 'zhucan.single-keys'

/** Whether single keys do something. On unless somebody switched them off: speech input and tremor press keys unasked. */
export function singleKeysAreOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off'
  } catch {
    return true
  }
}

/** Switches the single keys of this browser on or off. */
export function setSingleKeys(isOn: boolean): void {
  try {
    localStorage.setItem(storageKey, isOn ? 'on' : 'off')
  } catch {
    // Without storage they stay as they are.
  }
}

/** Where keys are text. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input, textarea, select, [role=textbox], [role=combobox]') !== null)

/** The name of the key that opens the palette, as this machine's keyboard has it. */
export const commandKeys = (): string => (/Mac|iPhone|iPad/.test(navigator.platform) ? '⌘K' : 'Ctrl+K')
