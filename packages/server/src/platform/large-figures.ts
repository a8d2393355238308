/** A figure as it was worked out, for whoever asks for the same thing again. */
interface Kept {
  value: unknown
  at: number
}

/** What an area adds up to, kept for a moment where adding it up is dear. */
export interface LargeFigures {
  /** The figure under this name if it is young enough for this user. */
  find<Value>(name: string, userId: string, now: number): Value | undefined
  keep(name: string, value: unknown, now: number): void
  /** This user has changed something: nothing older than that is good enough for them. */
  wrote(userId: string, now: number): void
}

/** How long somebody may see a large figure without what others did meanwhile. */
const youngMs = 10_000
const most = 2_000

/** Opens an empty memory; each process has its own. */
export function openLargeFigures(): LargeFigures {
  const figures = new Map<string, Kept>()
  const writers = new Map<string, number>()
  return {
    find<Value>(name: string, userId: string, now: number) {
      const kept = figures.get(name)
      const isYoung = kept && now - kept.at < youngMs && kept.at > (writers.get(userId) ?? 0)
      return isYoung ? (kept.value as Value) : undefined
    },
    keep(name, value, at) {
      figures.delete(name)
      figures.set(name, { value, at })
      if (figures.size > most) figures.delete(figures.keys().next().value ?? '')
    },
    wrote(userId, now) {
      writers.delete(userId)
      writers.set(userId, now)
      if (writers.size > most) writers.delete(writers.keys().next().value ?? '')
    },
  }
}
