export type * from './document.ts'
export { chineseNumeral } from './numerals/numeral.ts'
export { readNotice } from './read-notice.ts'
export { withoutRadicals } from './text/radicals.ts'
