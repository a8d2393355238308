const punctuation = /[\s\p{P}\p{S}\p{Cf}]/gu
const bracketed = /[(（【[<《][^)）】\]>》]*[)）】\]>》]/g

/** A header without blanks, signs and case: '*身份证 号码：' → '身份证号码', 乡(镇、街道) → 乡镇街道. */
export function normaliseHeader(header: string): string {
  return header.normalize('NFKC').replaceAll(punctuation, '').toLowerCase()
}

/** The same without what stands in brackets: 金额（元） → 金额; for headers that are not known whole. */
export function bareHeader(header: string): string {
  return normaliseHeader(header.normalize('NFKC').replaceAll(bracketed, ''))
}
