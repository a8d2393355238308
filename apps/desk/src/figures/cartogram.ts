/** A place in the picture: where it lies and how large it is, in per cent of the whole. */
export interface Tile {
  readonly key: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A place that wants to be drawn with an area by its weight. */
export interface Weighted {
  readonly key: string
  readonly weight: number
}

/** Least share of the picture a place gets, so that it can be read and hit. */
const least = 0.5

/**
 * Lays places out as rectangles with areas by weight, in the order given and without a map: strips from left to right,
 * each closed when one more place would make its places less square. The same places always lie the same.
 */
export function layOut(places: readonly Weighted[], aspect = 2): Tile[] {
  const shares = shareOut(places)
  const tiles: Tile[] = []
  let y = 0
  for (let from = 0; from < shares.length; ) {
    const to = endOfStrip(shares, from, aspect)
    const strip = shares.slice(from, to)
    const height = sum(strip)
    let x = 0
    for (const [at, share] of strip.entries()) {
      const width = height === 0 ? 0 : (share / height) * 100
      tiles.push({ key: places[from + at]!.key, x, y: y * 100, width, height: height * 100 })
      x += width
    }
    y += height
    from = to
  }
  return tiles
}

/** Shares of the whole, none below half of an even one. */
function shareOut(places: readonly Weighted[]): number[] {
  const total = sum(places.map(({ weight }) => weight))
  const floor = least / Math.max(1, places.length)
  const raised = places.map(({ weight }) => Math.max(floor, total > 0 ? weight / total : floor))
  const whole = sum(raised)
  return raised.map((share) => share / whole)
}

function endOfStrip(shares: readonly number[], from: number, aspect: number): number {
  let to = from + 1
  while (
    to < shares.length &&
    squareness(shares.slice(from, to + 1), aspect) < squareness(shares.slice(from, to), aspect)
  )
    to++
  return to
}

/** Mean ratio of the longer to the shorter side in a strip; 1 is square. */
function squareness(strip: readonly number[], aspect: number): number {
  const height = sum(strip)
  const ratios = strip.map((share) => {
    const ratio = ((share / height) * aspect) / height
    return ratio > 1 ? ratio : 1 / ratio
  })
  return sum(ratios) / strip.length
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** How dark each value is drawn: its place between the least and the greatest in five steps; nothing known is null. */
export function heatOf(values: readonly (string | null)[]): (number | null)[] {
  const known = values.filter((value) => value !== null).map(Number)
  const [low, high] = [Math.min(...known), Math.max(...known)]
  return values.map((value) => {
    if (value === null) return null
    return high === low ? 2 : Math.round(((Number(value) - low) / (high - low)) * 4)
  })
}
