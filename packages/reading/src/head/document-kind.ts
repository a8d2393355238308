import type { DocumentKind } from '../document.ts'

/** What sort of text is read: as the paper, but a request for instructions is no report. */
export type TextKind = DocumentKind | 'request'

const byEnding: readonly (readonly [ending: RegExp, kind: DocumentKind])[] = [
  [/(?:统计公报|公报|情况通报|简报|工作动态)$/, 'bulletin'],
  [/通报$/, 'circular'],
  [/批复$/, 'reply'],
  [/函$/, 'letter'],
  [
    /(?:请示|报告|总结|讲话|汇报|述职|汇报材料|自评|小结|综述|回顾|(?:工作|开展|进展|完成|落实|执行|建设|实施)情况)$/,
    'report',
  ],
  [/(?:答复|答复意见)$/, 'letter'],
  [/(?:纪要|议定事项)$/, 'decision'],
  [/决算(?:公开)?(?:说明|情况)?$/, 'bulletin'],
  [/(?:条例|法)$/, 'law'],
  [/(?:办法|规定|细则|规则|准则|章程|规范|守则)$/, 'measures'],
  [
    /(?:方案|规划|计划|纲要|要点|安排|预案|举措|措施|分工|任务|分解表|任务表|分工表|计划表|清单|责任书|任务书|路线图|时间表|台账|打算|思路|谋划|目标)$/,
    'plan',
  ],
  [/意见$/, 'opinion'],
  [/决定$/, 'decision'],
  [/(?:通知|通告|公告|公示|启事|简章|须知|指南)$/, 'notice'],
]

/** Sort of a paper by its title; without a title's ending and without articles or addressees it is an article. */
export function documentKind(title: string, hasArticles: boolean, isAddressed: boolean): DocumentKind {
  const bare = title.replace(/[（(][^（）()]{1,20}[）)]$/, '').replace(/》$/, '')
  const found = byEnding.find(([ending]) => ending.test(bare))?.[1]
  if (found) return found
  if (hasArticles) return 'measures'
  return isAddressed ? 'notice' : 'article'
}

const issuing = /(?:印发|发布|转发|批转|下发|公布)(?:《(.+)》|(.+?))的?(?:通知|决定|函|公告|通告)$/

/** Sort of the text that a notice issues: of a notice that issues measures, measures; else its own. */
export function innerKind(title: string, kind: DocumentKind): TextKind {
  if (/请示(?:[（(][^（）()]{1,20}[）)])?$/.test(title)) return 'request'
  // 2023年工作总结和2024年工作计划 tells first; its sections say where it begins to plan.
  if (/(?:总结|情况|回顾)(?:和|及|暨|与|、)[^《》]{0,24}(?:计划|打算|安排|要点|思路|谋划)$/.test(title))
    return 'report'
  const inner = issuing.exec(title)
  const name = (inner?.[1] ?? inner?.[2])?.replace(/[（(][^（）()]{1,20}[）)]$/, '')
  if (name === undefined) return kind
  return byEnding.find(([ending]) => ending.test(name))?.[1] ?? kind
}
