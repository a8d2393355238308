export type * from './document.ts'
export { maskText, sectionAt } from './mask-text.ts'
export { chineseNumeral } from './numerals/numeral.ts'
export { readNotice } from './read-notice.ts'
export { withoutRadicals } from './text/radicals.ts'

/** Changes whenever the same text may be read differently. */
export const readerVersion = '1.3'
