/** So many new rows are drawn in a frame: a turn of the wheel at once, a jump in two or three. */
const mostAFrame = 8

/** The rows to draw now of those that are known: all drawn before, and some of the others, from the middle outwards. */
export function sliceOf(
  known: readonly number[],
  before: ReadonlySet<number>,
  most = mostAFrame,
): ReadonlySet<number> {
  const kept = known.filter((index) => before.has(index))
  const fresh = known.filter((index) => !before.has(index))
  const middle = ((known[0] ?? 0) + (known.at(-1) ?? 0)) / 2
  const nearest = fresh.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle)).slice(0, most)
  return new Set([...kept, ...nearest])
}
