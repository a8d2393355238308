import type { Option } from './option.ts'

/** The option a closed list goes to by an arrow: the one before or behind, and the first when none is chosen yet. */
export function neighbour(options: readonly Option[], value: string, step: 1 | -1): Option | undefined {
  const place = options.findIndex((option) => option.value === value)
  return place === -1 ? options[0] : options[place + step]
}

/** The option that begins with what was typed; one letter again and again goes through all that begin with it. */
export function typedOption(options: readonly Option[], value: string, typed: string): Option | undefined {
  const isOneLetter = new Set(typed).size === 1
  const place = options.findIndex((option) => option.value === value)
  const from = isOneLetter ? place + 1 : Math.max(place, 0)
  const wanted = (isOneLetter ? typed.slice(0, 1) : typed).toLowerCase()
  const inTurn = [...options.slice(from), ...options.slice(0, from)]
  return inTurn.find(({ label }) => label.toLowerCase().startsWith(wanted))
}
