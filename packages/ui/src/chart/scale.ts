/** Round steps from nought to the first one that is not below `most`, about four of them; whole numbers only. */
export function ticksTo(most: number): number[] {
  const step = roundUp(Math.max(1, most) / 4)
  const count = Math.max(1, Math.ceil(most / step))
  return Array.from({ length: count + 1 }, (_, place) => place * step)
}

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)))
  const found = [1, 2, 5, 10].find((one) => one * power >= value) ?? 10
  return Math.max(1, found * power)
}

/** Which of `count` names stand under a chart that has room for `room` of them; the last one always does. */
export function namedPlaces(count: number, room: number): Set<number> {
  const every = Math.max(1, Math.ceil(count / Math.max(1, room)))
  const places = new Set<number>()
  for (let place = count - 1; place >= 0; place -= every) places.add(place)
  return places
}
