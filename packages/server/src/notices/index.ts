import { noticeMasking } from './masking.routes.ts'
import { noticeWork } from './notice-work.routes.ts'
import { noticeReading } from './notices.routes.ts'

export { type ConfirmedItem, confirmedItems } from './confirmed-items.store.ts'
export { decideItem } from './decide-item.ts'
export type {
  DeadlineValue,
  FigureValue,
  ItemKind,
  ItemValue,
  ResponsibilityValue,
} from './item-shapes.ts'
export { listItems as getNoticeItems } from './items.store.ts'
export { confirmNotice, sendNotice } from './notice-acts.ts'
export { noticesSource } from './notices-source.ts'
export { noticeInReach } from './reach.store.ts'
export { readApart } from './read-apart.ts'
export { takePaper } from './take-notice.ts'

/** Everything one may ask of notices and do with them. */
export const noticeOperations = [...noticeReading, ...noticeWork, ...noticeMasking]
