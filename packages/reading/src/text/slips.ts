/** 曰 for 日 behind the day of a date; elsewhere 一曰 and 二曰 may count what somebody said. */
const days: readonly (readonly [string, string])[] = [
  ...[...'一二三四五六七八九'].flatMap((n) => [
    [`月${n}曰`, `月${n}日`] as const,
    [`十${n}曰`, `十${n}日`] as const,
  ]),
  ['十曰', '十日'],
  ...[...'0123456789'].map((n) => [`${n}曰`, `${n}日`] as const),
]

/**
 * Slips of text recognition and typing, each with what was meant, of the same length, so that no offset moves.
 * Only pairs where the wrong form makes no sense in an official text. Reviewed by people: one line a slip.
 */
export const slips: readonly (readonly [wrong: string, meant: string])[] = [
  ['残疾入', '残疾人'],
  ['残废人联合会', '残疾人联合会'],
  ['困难入员', '困难人员'],
  ['工作入员', '工作人员'],
  ['负责入', '负责人'],
  ['入次', '人次'],
  ['人民政俯', '人民政府'],
  ['釆', '采'],
  ['髙', '高'],
  ['吿', '告'],
  ['岀', '出'],
  ['巳经', '已经'],
  ['巳完成', '已完成'],
  ['达刭', '达到'],
  ['干前', '于前'],
  ['己经', '已经'],
  ['己完成', '已完成'],
  ['己有', '已有'],
  ['不少干', '不少于'],
  ['不低干', '不低于'],
  ['贡任', '责任'],
  ['负贡', '负责'],
  ['责仟', '责任'],
  ['牵头单泣', '牵头单位'],
  ...days,
]

/** Letters that stand for a digit beside other digits: O and l are what scanners make of 0 and 1. */
export const digitSlips: Readonly<Record<string, string>> = { O: '0', o: '0', l: '1', I: '1' }
