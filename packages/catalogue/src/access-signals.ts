import type { Label } from '@zhucan/kernel'

/** What the pattern of a day's use is measured by; the audit says each of them. */
export type SignalCount =
  | 'reveals'
  | 'night'
  | 'elsewhere'
  | 'files'
  | 'look-up-misses'
  | 'refusals'
  | 'glass'

/** One simple rule that marks a user's day for a second look. It proves nothing; a person asks. */
export interface AccessSignal {
  readonly id: SignalCount
  readonly label: Label
  /** Marked from this many a day on. */
  readonly from: number
  /** Why it is worth a look, in a sentence with {count} and {from}. */
  readonly why: Label
}

/** Night, by the clock in Shanghai: from this hour on, and before the second. */
export const nightHours = { from: 22, until: 6 } as const

/** The rules of the list of unusual use, the gravest first. */
export const accessSignals: readonly AccessSignal[] = [
  {
    id: 'glass',
    label: { zh: '应急查阅', en: 'Emergency access' },
    from: 1,
    why: {
      zh: '当天应急查阅 {count} 次（达到 {from} 次即列出）。',
      en: 'Used emergency access {count} times in a day (listed from {from}).',
    },
  },
  {
    id: 'refusals',
    label: { zh: '超出额度仍继续尝试', en: 'Kept asking beyond the budget' },
    from: 1,
    why: {
      zh: '当天因额度用完被拒 {count} 次（达到 {from} 次即列出）。',
      en: 'Was refused {count} times because the budget was spent (listed from {from}).',
    },
  },
  {
    id: 'reveals',
    label: { zh: '查看号码多', en: 'Many numbers shown' },
    from: 30,
    why: {
      zh: '当天查看明文号码 {count} 次（达到 {from} 次即列出）。',
      en: 'Had {count} numbers shown in clear in a day (listed from {from}).',
    },
  },
  {
    id: 'look-up-misses',
    label: { zh: '反复查号未果', en: 'Many searches without a find' },
    from: 10,
    why: {
      zh: '当天按号码查找未查到 {count} 次（达到 {from} 次即列出）。',
      en: 'Searched {count} numbers that found nobody in a day (listed from {from}).',
    },
  },
  {
    id: 'night',
    label: { zh: '夜间查阅', en: 'Use at night' },
    from: 5,
    why: {
      zh: '22 时至次日 6 时打开个人档案或查看号码 {count} 次（达到 {from} 次即列出）。',
      en: 'Opened files or numbers {count} times between 22:00 and 06:00 (listed from {from}).',
    },
  },
  {
    id: 'elsewhere',
    label: { zh: '查阅本单位以外地区的人', en: 'People outside the own place' },
    from: 20,
    why: {
      zh: '当天打开本单位所在地区以外的个人档案 {count} 份（达到 {from} 份即列出）。',
      en: 'Opened {count} files of people outside the place of the own office (listed from {from}).',
    },
  },
  {
    id: 'files',
    label: { zh: '下载文件多', en: 'Many files fetched' },
    from: 5,
    why: {
      zh: '当天下载含个人信息的文件 {count} 个（达到 {from} 个即列出）。',
      en: 'Fetched {count} files with personal data in a day (listed from {from}).',
    },
  },
]
