const simple = /^[\u4e00-\u9fa5]{2,4}$/
const invisible = /[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]/g
const middleDots = /[•・‧∙⋅●᛫⸱]/g
const dotInHan = /(\p{Script=Han})\s*[.·]\s*(?=\p{Script=Han})/gu
const blankInHan = /([\p{Script=Han}·])\s+(?=[\p{Script=Han}·])/gu
const lost = /[?□■▢〓*＊？\ufffd\ue000-\uf8ff\u{f0000}-\u{10fffd}]/u
// Before GB 18030-2005 these 80 characters had only private codes, from U+E815 on; 䶮 in given names is the usual one.
const firstPrivate = 0xe815
const formerlyPrivate = Array.from(
  '⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻',
)
const privateCodes = /[\ue815-\ue864]/g

/** One spelling for comparison: NFKC, old private codes of rare characters resolved, no inner blanks in Chinese names, every kind of middle dot as ·. */
export function normaliseName(raw: string): string {
  if (simple.test(raw)) return raw
  return raw
    .normalize('NFKC')
    .replaceAll(privateCodes, (sign) => formerlyPrivate[sign.charCodeAt(0) - firstPrivate] ?? sign)
    .replaceAll(invisible, '')
    .trim()
    .replaceAll(middleDots, '·')
    .replaceAll(dotInHan, '$1·')
    .replaceAll(blankInHan, '$1')
    .replaceAll(/\s+/g, ' ')
}

/** True when a name holds a sign for a character some system could not store, or was masked. */
export function hasLostCharacter(name: string): boolean {
  return lost.test(name)
}
