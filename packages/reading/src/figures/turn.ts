import type { Sentence, Span } from '../text/sentences.ts'

/** Words of time that open something still to come, and hold until the sentence ends. */
const opensAhead =
  /(?:^|[^较比与和去])(?:今年|本年度?)(?!以来|已|共|累计|前|上半年|一季度|[一二三四五六七八九十\d—至到~-]{1,5}月|初|[^，；]{0,3}又|[^，；]{0,30}了)|明年|来年|下一年|今后|下一?步|下阶段|接下来/
/** What is laid down in a clause of its own. */
const asksItself =
  /(?<![较比])(?:必须|须(?!知)|应当|力争|确保|不得)|(?<![重主需首必只还])要(?!求|素|闻|点|件|是|么)|(?:^|[^拟])拟(?!定)|计划(?![数的]|完成|任务|总投资)|将(?!军|近)/
const isTold = /了|已|累计|共(?:计)?[^，；]{0,4}\d/

/** 2024年为88%，今年须达到97%: whether a sentence that opens with the past has turned by the end of this clause. */
export function hasTurned(sentence: Sentence, clause: Span, year: number | null): boolean {
  const last = sentence.clauses.indexOf(clause)
  if (last < 1) return false
  const since = sentence.clauses.slice(1, last + 1)
  if (since.some(({ text }) => opensAhead.test(text) || namesYearFrom(text, year))) return true
  return asksItself.test(clause.text) && !isTold.test(clause.text)
}

function namesYearFrom(text: string, year: number | null): boolean {
  if (year === null) return false
  return [
    ...text.matchAll(/(?<!比|较|以|与|由|从)((?:19|20)\d{2})年(?!以来|前[一二三]季度|上半年|[一1]—)/g),
  ].some(([, value]) => Number(value) >= year)
}

/** What a clause begins with where the sentence goes over to another time. */
const opensTime =
  /^(?:并|且|而|但)?(?:截至|截止|目前|现(?:已|有)|去年|上年|前年|今年|本年|明年|来年|下一?步|今后|(?:到|至)?(?:19|20)\d{2}年|到“?十[一二三四五]五|“十[一二三四五]五”)/

/** 针对目前只有2家的现状，: what is behind it answers to it. */
const isGround =
  /^(?:针对|面对|鉴于|考虑到|由于|因)?.*(?:的?现状|实际|的?问题|短板|困难|缺口|不足)(?:较为突出|突出)?，$/

/** Which stretch of time of a sentence a clause stands in: each clause that names a time begins the next one. */
export function stretchOf({ clauses }: Sentence, clause: Span): number {
  const last = clauses.indexOf(clause)
  return clauses
    .slice(0, last + 1)
    .filter(({ text }, at) => at > 0 && (opensTime.test(text) || isGround.test(clauses[at - 1]!.text))).length
}
