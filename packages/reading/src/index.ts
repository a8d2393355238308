export type * from './document.ts'
export { readNotice } from './read-notice.ts'
