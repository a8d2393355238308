/** Something one chose before. */
export interface Recent {
  readonly id: string
  readonly label: string
  readonly note?: string | undefined
  readonly href: string
  readonly kind: 'page' | 'region' | 'view' | 'person'
}

const storageKey = 'zhucan.recent'
const most = 6
let people: Recent[] = []

function stored(): Recent[] {
  try {
    const parsed: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(parsed) ? (parsed as Recent[]) : []
  } catch {
    return []
  }
}

/** What was chosen last in this tab, the newest first. */
export function listRecent(): Recent[] {
  return [...people, ...stored()].slice(0, most)
}

/** Keeps a choice. People are kept in the page's memory only: nothing about a person comes to rest in the browser. */
export function keepRecent(choice: Recent): void {
  const others = (list: Recent[]) => list.filter(({ id }) => id !== choice.id).slice(0, most - 1)
  if (choice.kind === 'person') {
    people = [choice, ...others(people)].slice(0, 3)
    return
  }
  try {
    sessionStorage.setItem(storageKey, JSON.stringify([choice, ...others(stored())]))
  } catch {
    // Without storage nothing is remembered.
  }
}

/** Forgets all, when somebody signs out. */
export function forgetRecent(): void {
  people = []
  try {
    sessionStorage.removeItem(storageKey)
  } catch {
    // Nothing was kept.
  }
}
