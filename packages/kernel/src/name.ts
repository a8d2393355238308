const simple = /^[\u4e00-\u9fa5]{2,4}$/
const invisible = /[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]/g
const middleDots = /[•・‧∙⋅●᛫⸱]/g
const dotInHan = /(?<=\p{Script=Han})\s*[.·]\s*(?=\p{Script=Han})/gu
const blankInHan = /(?<=[\p{Script=Han}·])\s+(?=[\p{Script=Han}·])/gu
const lost = /[?□■▢〓*＊？\ufffd\ue000-\uf8ff\u{f0000}-\u{10fffd}]/u

/** One spelling for comparison: NFKC, no inner blanks in Chinese names, every kind of middle dot as ·. */
export function normaliseName(raw: string): string {
  if (simple.test(raw)) return raw
  return raw
    .normalize('NFKC')
    .replaceAll(invisible, '')
    .trim()
    .replaceAll(middleDots, '·')
    .replaceAll(dotInHan, '·')
    .replaceAll(blankInHan, '')
    .replaceAll(/\s+/g, ' ')
}

/** True when a name holds a sign for a character some system could not store, or was masked. */
export function hasLostCharacter(name: string): boolean {
  return lost.test(name)
}
