export { type ConfirmedItem, confirmedItems } from './confirmed-items.store.ts'
export type {
  DeadlineValue,
  FigureValue,
  ItemKind,
  ItemValue,
  ResponsibilityValue,
} from './item-shapes.ts'
export { noticeInReach } from './reach.store.ts'
