import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

type Colours = Record<string, string>

function coloursOf(selector: string): Colours {
  const start = css.indexOf(`${selector} {`)
  const block = css.slice(start, css.indexOf('}', start))
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  )
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const grounds = ['page', 'surface', 'sunken', 'brand-tint']
const texts = ['ink', 'ink-soft', 'brand', 'good', 'warning', 'danger', 'unknown']
const pairs = [
  ...texts.flatMap((text) => grounds.map((ground) => [text, ground])),
  ...['good', 'warning', 'danger', 'unknown'].map((state) => [state, `${state}-tint`]),
  ...['0', '1', '2', '3', '4'].map((heat) => ['ink', `heat-${heat}`]),
  ['on-brand', 'brand'],
  ['on-brand', 'brand-strong'],
  ['rail-ink', 'rail'],
  ['rail-quiet', 'rail'],
  ['rail-active-ink', 'rail-active'],
  ['ink', 'danger-tint'],
] as [string, string][]

/** WCAG 1.4.6 asks 7:1 of text, 1.4.11 asks 3:1 of borders and the focus ring. */
describe.each([':root', ':root[data-theme="dark"]', ':root[data-theme="contrast"]'])(
  'colours of %s',
  (selector) => {
    const colours = coloursOf(selector)
    const ratio = (a: string, b: string) => contrast(colours[a] ?? '', colours[b] ?? '')

    it.each(pairs)('%s is read on %s', (text, ground) => {
      expect(ratio(text, ground)).toBeGreaterThanOrEqual(7)
    })

    it.each(['page', 'surface', 'sunken'])('borders and the ring are seen on %s', (ground) => {
      expect(ratio('line-strong', ground)).toBeGreaterThanOrEqual(3)
      expect(ratio('focus', ground)).toBeGreaterThanOrEqual(3)
    })

    it('the ring is seen on the rail', () => {
      expect(ratio('rail-focus', 'rail')).toBeGreaterThanOrEqual(3)
      expect(ratio('rail-focus', 'rail-active')).toBeGreaterThanOrEqual(3)
    })
  },
)
