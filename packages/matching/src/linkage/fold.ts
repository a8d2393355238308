/** Makes equal what many speakers do not tell apart: n and l, zh and z, an and ang, and their kin. */
export function fold(syllables: string): string {
  return syllables
    .replaceAll(/\b([zcs])h/g, '$1')
    .replaceAll(/([aei])ng\b/g, '$1n')
    .replaceAll(/\bn/g, 'l')
}
