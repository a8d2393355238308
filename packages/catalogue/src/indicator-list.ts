import type { IndicatorDefinition } from './define-indicator.ts'
import { indicators } from './indicators.gen.ts'

export { indicators }

const byCode: ReadonlyMap<string, IndicatorDefinition> = new Map(indicators.map((each) => [each.code, each]))

/** The shipped indicator with this code, or null. */
export function indicatorByCode(code: string): IndicatorDefinition | null {
  return byCode.get(code) ?? null
}

/** The indicator a notice means by these words: its own name or an alias first, else the longest one the words hold. */
export function indicatorByWords(words: string): IndicatorDefinition | null {
  const text = words.replaceAll(/\s/g, '')
  let best: { indicator: IndicatorDefinition; length: number } | null = null
  for (const indicator of indicators) {
    for (const name of [indicator.label.zh, ...indicator.aliases]) {
      if (name === text) return indicator
      if (text.includes(name) && name.length > (best?.length ?? 0)) best = { indicator, length: name.length }
    }
  }
  return best?.indicator ?? null
}
