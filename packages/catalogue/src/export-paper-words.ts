import type { Label } from '@zhucan/kernel'
import { after, both, known, type Teller, tellOrderBy } from './export-condition.ts'
import { noticeStates } from './notice-words.ts'

/** Headings of the columns of the registers of notices and papers, beside those of every list. */
export const exportPaperColumns = {
  paperTitle: { zh: '标题', en: 'Title' },
  issuers: { zh: '发文机关', en: 'Issued by' },
  kind: { zh: '种类', en: 'Kind' },
  receivedOn: { zh: '收文日期', en: 'Received on' },
  office: { zh: '办理单位', en: 'Office' },
  sentOn: { zh: '下发日期', en: 'Sent down on' },
  itemsDecided: { zh: '已核对条目', en: 'Items decided' },
  items: { zh: '条目合计', en: 'All items' },
  changedOn: { zh: '最后修改', en: 'Last changed' },
  changedBy: { zh: '修改人', en: 'Changed by' },
  printedOn: { zh: '印发日期', en: 'Issued on' },
} as const satisfies Record<string, Label>

/** Where a paper stands, in words. */
export const paperStateWords = {
  draft: both('草稿', 'Draft'),
  reviewed: both('已审核', 'Reviewed'),
  issued: both('已印发', 'Issued'),
  withdrawn: both('已撤销', 'Withdrawn'),
} as const satisfies Record<string, Label>

/** The kinds of papers that are written, in words. */
export const paperKindWords = {
  notice: both('通知', 'Notice'),
  duties: both('任务分工', 'Division of duties'),
  bulletin: both('通报', 'Circular'),
} as const satisfies Record<string, Label>

const froms: Readonly<Record<string, Label>> = {
  own: both('本单位办理', 'Our office works on it'),
  above: both('上级下发', 'Sent down to us'),
}
const open = both('全部（不含已撤销）', 'All but withdrawn')
const tellOrder = tellOrderBy({
  title: both('标题', 'title'),
  kind: both('种类', 'kind'),
  issued: both('成文日期', 'date of issue'),
  received: both('收文日期', 'day received'),
  changed: both('最后修改', 'last change'),
  office: both('单位', 'office'),
  state: both('状态', 'state'),
})
const tellState =
  (states: Readonly<Record<string, Label>>): Teller =>
  (value) =>
    after(both('状态', 'State'), known({ open, ...states }, value))

/** How the conditions of the list of notices are told. */
export const noticeTold: Readonly<Record<string, Teller>> = {
  state: tellState(noticeStates),
  from: (value) => known(froms, value),
  title: (value) => both(`标题或文号含“${value}”`, `Title or number contains “${value}”`),
  sort: tellOrder,
}

/** The same for papers. */
export const paperTold: Readonly<Record<string, Teller>> = {
  state: tellState(paperStateWords),
  kind: (value) => after(both('种类', 'Kind'), known(paperKindWords, value)),
  sort: tellOrder,
}
