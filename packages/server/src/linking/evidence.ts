import type { LinkEvidence } from '@zhucan/db'

const one = /^(\S+) (\S+) ([+−-])(\d+(?:\.\d+)?)$/
const rarity = /^rarity ([+−-]\d+(?:\.\d+)?)$/

/** The engine's line of evidence as a table: what was compared, how it agreed, bits. */
export function readEvidence(line: string): LinkEvidence[] {
  return line.split('; ').flatMap((part) => {
    const rare = rarity.exec(part)
    if (rare) return [{ comparison: 'rarity', level: 'rare', bits: Number(rare[1]!.replace('−', '-')) }]
    const found = one.exec(part)
    if (!found) return []
    const [, comparison, level, sign, amount] = found
    return [{ comparison: comparison!, level: level!, bits: (sign === '+' ? 1 : -1) * Number(amount) }]
  })
}

/** What a pair weighs beside its evidence: how rare it is that two rows taken blindly are one person; bits. */
export const startingBits = (weight: number, evidence: readonly LinkEvidence[]): number =>
  weight - evidence.reduce((sum, { bits }) => sum + bits, 0)
