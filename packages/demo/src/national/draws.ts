const prime = 2_147_483_647
const places = 1_000_003

/** Makes SQL of draws that depend on a whole number and a label only, the same in every engine and version. */
export interface Draws {
  /** From 0 to below `among`. */
  among(number: string, label: string, among: number): string
  chance(number: string, label: string, probability: number): string
}

/** Draws of a seed. Squaring modulo a prime scatters well enough for invented people and costs a few nanoseconds. */
export function drawsOf(seed: number): Draws {
  const drawn = (number: string, label: string) => {
    const shifted = `(((${number}) * 48271 + ${saltOf(`${seed}|${label}`)}) % ${prime})`
    return `((${shifted} * ${shifted} + 12345) % ${prime})`
  }
  return {
    among: (number, label, among) => `((${drawn(number, label)} // 7) % ${among})`,
    chance: (number, label, probability) =>
      `((${drawn(number, label)} // 7) % ${places} < ${Math.round(probability * places)})`,
  }
}

/** A whole number below the prime from a text (FNV-1a). */
function saltOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % prime
}
