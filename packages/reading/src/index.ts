export { maskAs } from './checks/personal-numbers.ts'
export type * from './document.ts'
export { maskText, sectionAt } from './mask-text.ts'
export { chineseNumeral } from './numerals/numeral.ts'
export { readNotice } from './read-notice.ts'
export { flatten } from './text/flat-text.ts'
export { withoutRadicals } from './text/radicals.ts'

/** Changes whenever the same text may be read differently. */
export const readerVersion = '1.4'
