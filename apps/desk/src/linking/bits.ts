/** From this weight on a pair counts as sure; see the server's thresholds. */
export const linkAt = 4
/** From this weight on a pair is put to people. */
export const reviewAt = -4

const signed = (amount: number, digits: number) =>
  `${amount < 0 ? '−' : '+'}${Math.abs(amount).toFixed(digits)}`

/** What one comparison adds or takes. */
export const writeBits = (amount: number): string => signed(amount, 1)

/** A pair's weight in all; one that only rounding would make sure keeps a second digit. */
export function writeWeight(weight: number): string {
  const isAlmost = weight < linkAt && Number(weight.toFixed(1)) >= linkAt
  return isAlmost ? signed(Math.floor(weight * 100) / 100, 2) : signed(weight, 1)
}
