import type { Label } from '@zhucan/kernel'

/** Heading of the column that tells what is wrong with a row in a returned workbook. */
export const faultHeading: Label = { zh: '问题', en: 'Problems' }

/** What stands between a column's name and what is wrong with it. */
export const faultSeparator: Label = { zh: '：', en: ': ' }
