/**
 * Programs that write pdf often store a radical where its character is meant: ⼈ for 人, ⺠ for 民. Unicode gives the
 * characters of the Kangxi block; of the supplement only those that stand for whole characters are listed.
 */
const supplement: ReadonlyMap<string, string> = new Map(
  '⺠民⻔门⻓长⻑长⻘青⻅见⻆角⻉贝⻋车⻛风⻜飞⻝食⻢马⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟⻚页⻙韦⻄西⺟母⻣骨⻁虎⺮竹⻌辶⺝月⺼月⻐金⻗雨⻖阜⻏邑⻎走⺩王⺬示⺭示'
    .match(/../gu)!
    .map((pair) => [[...pair][0]!, [...pair][1]!]),
)

/** The character a radical stands for; the same character where it is none. */
export function characterOf(radical: string): string {
  const code = radical.charCodeAt(0)
  if (code >= 0x2f00 && code <= 0x2fd5) return radical.normalize('NFKC')
  return code >= 0x2e80 && code <= 0x2eff ? (supplement.get(radical) ?? radical) : radical
}

/** A text with the characters its radicals stand for; no place moves. */
export function withoutRadicals(text: string): string {
  return text.replace(/[\u2e80-\u2fd5]/g, characterOf)
}
