import { datesIn, isoDate } from '../numerals/dates.ts'
import type { Line } from '../text/line.ts'

/** What the lines under the title of a law or measures tell of its making. */
export interface LawHead {
  readonly issuers: readonly string[]
  readonly issuedOn: string | null
  readonly documentNumber: string | null
}

const making = /通过|公布|发布|修订|修正|批准|颁布|施行|修改|令/
const adoptingBody =
  /(?:年[^年，。；]{1,8}日)?((?:中华人民共和国)?[^，。；年日（）\d]{0,24}?(?:人民代表大会常务委员会|人民代表大会|人大常委会|常务委员会|国务院|人民政府|部|委员会|总局|局|会))(?:党组|部务会议|部长办公会|局务会议|第[^，。；]{1,12}次|[^，。；]{0,12}常务会议|\d{0,4}年第[^，。；]{1,12}次|全体会议|办公会议|会议|令|公布|发布)/
const order =
  /((?:中华人民共和国)?[^，。；、年日（）\d《》]{0,30}令)(第(?:\d{1,4}|[零〇一二三四五六七八九十百]{1,7})号)/

/** Reads the lines between the title of a law and its first article. */
export function readLawHead(lines: readonly Line[]): LawHead {
  const told = lines.filter(({ text }) => making.test(text) && datesIn(text).length > 0)
  const text = lines.map((line) => line.text).join('\n')
  const found = order.exec(text)
  return {
    issuers: adopters(told),
    issuedOn: latestDay(told),
    documentNumber: found ? `${found[1]}${found[2]}` : null,
  }
}

function adopters(lines: readonly Line[]): string[] {
  for (const { text } of lines) {
    const found = adoptingBody.exec(text)
    if (found)
      return [
        found[1]!
          .replace(/^经|^中华人民共和国(?=国务院)/g, '')
          .replace(/第[零〇一二三四五六七八九十百\d]{1,4}届/, ''),
      ]
  }
  return []
}

/** The day of promulgation, or of the last revision; a day of effect is neither. */
function latestDay(lines: readonly Line[]): string | null {
  const days: string[] = []
  for (const { text } of lines) {
    const dates = datesIn(text)
    for (const [index, date] of dates.entries()) {
      const behind = text.slice(date.end, dates[index + 1]?.start)
      const iso = isoDate(date)
      if (iso === null || /^起?[^，。；]{0,4}(?:施行|实施|生效)|^起/.test(behind)) continue
      const isEffect = text.slice(Math.max(0, date.start - 2), date.start).endsWith('自')
      if (!isEffect) days.push(iso)
    }
  }
  return days.sort().at(-1) ?? null
}
