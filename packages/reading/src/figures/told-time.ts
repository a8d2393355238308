import type { Reason } from '../document.ts'
import type { TextKind } from '../head/document-kind.ts'

const pastOpening =
  /^(?:[^，。；]{0,4})?(?:(?:刚刚)?过去(?:的)?[一二两三四五六七八九十\d]+年|去年|前年|近期，|近日，|(?<!\d)日前，|此前，|前期，|(?<!以)上年(?!度(?:末|底)?(?:的|补|资|实)))/
/** 目前，全县有…: what a sentence opens with as it stands now. */
const stateOpening =
  /^(?:[^，。；\d]{0,8}，)?(?:(?:\d{4}年|今年|本年度?)(?:以来|前(?:[一二三四]季度|[一二三四五六七八九十\d]{1,2}个?月))|截至目前|截止目前|目前|现有|现在|眼下|当前|到目前为止|截至[^，。；]{2,14}(?:底|末|日|月|年))(?!工作|形势|重点)/
const presentWord =
  /今年|明年|来年|今后|下一步|下一年|将(?!军|近)|力争|确保|计划|拟|(?<![重主需首必])要(?!求|素|闻|点)/
const finding =
  /(?:审计|检查|抽查|督查|巡查|巡视|暗访|调查|排查|核查|普查|统计|监测)(?:中)?(?:发现|显示|表明)/
/** 据2023年6月统计，…: what follows was counted, floors and all. */
const source =
  /^(?:[^，。；]{0,4})?(?:据|经|根据)[^，。；]{0,16}?(?:统计|调查|摸底|摸排|测算|普查|排查|核查|监测|筛查|估算|审核|审查|初审|复核|比对|抽查|检查|审计|走访|测评|评估|清理|清查|验收)(?:显示|表明|发现|数据)?，/
const willed =
  /力争|确保|应当|必须|须|(?<![重主需首必])要(?!求|素|闻|点)|将(?!军|近)|目标|任务|计划|拟|安排|下达|给予|决定|核定|同意/
const standing =
  /标准|每[人户名位]每?[月年]|目标|任务|计划|拟|力争|确保|应当|必须|不低于|不少于|不超过|将(?!军|近)/
const asked = /不低于|不少于|不超过|不高于|控制在|以内|应当|必须|须/
const isChange =
  /^[^，；]{0,8}(?:提高|提升|增加|上升|增长|调高|上调|扩大|降低|下降|下调|调整|压减|缩短|减少|提标|扩面|降|提|增|升|调|扩|减|变)(?:到|至|为)/
const isDone = /了|已|累计|共(?:计)?[^，；]{0,4}\d|去年|截至/

/** Signs of time that no single word carries: what an opening governs, what stood before a change, what a paper is for. */
export function timeReasons(
  kind: TextKind,
  sentence: string,
  clause: { readonly text: string; readonly upTo: string; readonly behind: string },
): Reason[] {
  const reasons: Reason[] = []
  const text = clause.text.slice(0, 160)
  const upTo = clause.upTo.slice(-40)
  const behind = clause.behind.slice(0, 20)
  if (pastOpening.test(sentence) && !presentWord.test(sentence.slice(0, 400)))
    reasons.push({ cue: 'sentence of a past time', weight: -4 })
  if (stateOpening.test(sentence) && !presentWord.test(sentence.slice(0, 400)) && !asked.test(text))
    reasons.push({ cue: 'sentence of a present state', weight: -4 })
  if (finding.test(sentence.slice(0, 160)) && !standing.test(text))
    reasons.push({ cue: 'finding', weight: -4 })
  else if (source.test(sentence) && !willed.test(text)) reasons.push({ cue: 'finding', weight: -6 })
  if (/中，?有[^，；]{0,2}$/.test(upTo) || /^[^，；]{1,10}中，?有\d/.test(behind))
    reasons.push({ cue: 'part found in a whole', weight: -4 })
  if (
    /^(?:在|从)[^，；]{0,24}$/.test(upTo) &&
    /^[^，；\d]{0,16}(?<![高初])中(?:，|选|遴|确|优|抽|评|推)/.test(behind)
  )
    reasons.push({ cue: 'the whole chosen from', weight: -5 })
  if (
    kind === 'reply' &&
    /(?:(?:申请|上报|申报|报送|送审|请求)的|(?:上报|申报|送审)[^，；\d]{0,4}(?:概算|金额|投资|资金|预算))[^，；\d]{0,8}$/.test(
      upTo,
    )
  )
    reasons.push({ cue: 'as it was asked for', weight: -6 })
  if (kind === 'bulletin' && !standing.test(text)) reasons.push({ cue: 'bulletins tell', weight: -4 })
  if (/(?:由|从)[^，；到至]{0,14}$/.test(upTo) && isChange.test(behind))
    reasons.push({ cue: 'state before a change', weight: -14 })
  if (isDone.test(text)) return reasons
  if (/(?:届时|当日|当天|现场|活动期间)(?:将)?(?:展示|设置|提供|发放|组织|安排|布置|设|举办)/.test(text))
    reasons.push({ cue: 'event to come', weight: 2 })
  if (kind === 'article' && isPaymentRule(text)) reasons.push({ cue: 'rule of payment', weight: 2 })
  return reasons
}

/** 给予X元奖补, 按X的50%补贴, 单个每年最高X元: rules, whoever tells them. */
function isPaymentRule(clause: string): boolean {
  return (
    /^(?:再|可|均|一律|一次性|分别)?(?:给予|奖励|补助|补贴)[^，；]{0,8}\d/.test(clause) ||
    /按[^，；]{0,16}(?:%|标准)[^，；]{0,4}(?:补贴|补助|给予|奖励|报销|资助)/.test(clause) ||
    /(?:单个|单户|单人|每[个人户家名])[^，；]{0,10}(?:最高|不超过)[^，；]{0,6}\d/.test(clause)
  )
}
