import { readFileSync } from 'node:fs'

/** A page as pixels, measured in millimetres. */
export interface Ink {
  readonly width: number
  readonly height: number
  /** True where something dark is printed. */
  isDark(x: number, y: number): boolean
  isRed(x: number, y: number): boolean
  readonly perMm: number
}

/** A stretch of ink, in millimetres. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Reads a .ppm picture as pdftoppm writes it. */
export function readInk(path: string, dpi: number): Ink {
  const bytes = readFileSync(path)
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString('latin1'))
  if (!head) throw new Error(`${path} is no picture`)
  const [width, height, start] = [Number(head[1]), Number(head[2]), head[0].length]
  const at = (x: number, y: number) => start + (y * width + x) * 3
  return {
    width,
    height,
    perMm: dpi / 25.4,
    isDark: (x, y) => bytes[at(x, y)]! + bytes[at(x, y) + 1]! + bytes[at(x, y) + 2]! < 540,
    isRed: (x, y) => bytes[at(x, y)]! > 180 && bytes[at(x, y) + 1]! < 110 && bytes[at(x, y) + 2]! < 110,
  }
}

function stretches(length: number, perMm: number, has: (at: number) => boolean): Stretch[] {
  const found: Stretch[] = []
  let from = -1
  for (let at = 0; at <= length; at += 1) {
    const ink = at < length && has(at)
    if (ink && from < 0) from = at
    if (!ink && from >= 0) {
      found.push({ from: from / perMm, to: at / perMm })
      from = -1
    }
  }
  return found
}

type Area = { readonly top: number; readonly bottom: number; readonly left?: number; readonly right?: number }

/** Lines of print between two heights, from top to bottom. */
export function rowsOf(ink: Ink, area: Area): Stretch[] {
  const [left, right] = [
    Math.round((area.left ?? 0) * ink.perMm),
    Math.round((area.right ?? 210) * ink.perMm),
  ]
  return stretches(ink.height, ink.perMm, (y) => {
    if (y / ink.perMm < area.top || y / ink.perMm > area.bottom) return false
    for (let x = left; x < Math.min(right, ink.width); x += 1) if (ink.isDark(x, y)) return true
    return false
  })
}

/** Letters (or whatever has white between) of a band, from left to right. */
export function columnsOf(ink: Ink, area: Area): Stretch[] {
  const [top, bottom] = [Math.round(area.top * ink.perMm), Math.round(area.bottom * ink.perMm)]
  return stretches(ink.width, ink.perMm, (x) => {
    for (let y = top; y < Math.min(bottom, ink.height); y += 1) if (ink.isDark(x, y)) return true
    return false
  })
}

/** Where a red line runs that is wider than half the page; null where there is none. */
export function redLine(ink: Ink): { y: number; from: number; to: number } | null {
  for (let y = 0; y < ink.height; y += 1) {
    const red = Array.from({ length: ink.width }, (_, x) => x).filter((x) => ink.isRed(x, y))
    if (red.length > ink.width / 2) {
      return { y: y / ink.perMm, from: red[0]! / ink.perMm, to: (red.at(-1)! + 1) / ink.perMm }
    }
  }
  return null
}
