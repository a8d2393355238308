import type { Label } from '@zhucan/kernel'
import { clueHolders } from './clue-states.ts'
import { after, both, known, plain, type Teller, tellOrderBy } from './export-condition.ts'
import { indicatorByCode } from './indicator-list.ts'
import { targetStates } from './target-states.ts'
import { taskStates } from './task-states.ts'

const scopes: Readonly<Record<string, Label>> = {
  mine: both('我单位承担', 'Carried by us'),
  given: both('我单位下达', 'Given by us'),
  supporting: both('我单位配合', 'Supported by us'),
  area: both('辖区全部', 'Whole area'),
}
const groups: Readonly<Record<string, Label>> = {
  live: both('有效', 'In force'),
  unanswered: both('未答复', 'Unanswered'),
  open: both('未办结', 'Open'),
  'in-work': both('办理中', 'In work'),
  all: both('全部', 'All'),
}
const levels: Readonly<Record<string, Label>> = {
  0: both('国家', 'Nation'),
  1: both('省级', 'Province'),
  2: both('市级', 'City'),
  ...clueHolders,
}
const headings = {
  state: both('状态', 'State'),
  level: both('层级', 'Level'),
  notice: both('文件', 'Notice'),
  indicator: both('指标', 'Indicator'),
  organisation: both('承担单位', 'Carried by'),
  parent: both('分解自', 'Shares of'),
  target: both('对应目标', 'For the target'),
}
const orders: Readonly<Record<string, Label>> = {
  due: both('期限', 'deadline'),
  carrier: both('承担单位', 'who carries it'),
  lead: both('牵头单位', 'who leads'),
  indicator: both('指标', 'indicator'),
  title: both('名称', 'title'),
  state: both('状态', 'state'),
}

/** How the order of a list of work is told. */
export const tellOrder: Teller = tellOrderBy(orders)

const tellState =
  (states: Readonly<Record<string, Label>>): Teller =>
  (value) =>
    after(headings.state, known({ ...groups, ...states }, value))

const scope: Teller = (value) => known(scopes, value)
const common: Readonly<Record<string, Teller>> = {
  level: (value) => after(headings.level, known(levels, value)),
  notice: (value, { notice }) => after(headings.notice, plain(notice ?? value)),
  organisation: (value, { office }) => after(headings.organisation, plain(office ?? value)),
}

const indicatorWords = (code: string): Label => indicatorByCode(code)?.label ?? plain(code)

/** How the conditions of a list of targets are told, where they are not those of every list. */
export const targetTold: Readonly<Record<string, Teller>> = {
  scope,
  state: tellState(targetStates),
  ...common,
  indicator: (value) => after(headings.indicator, indicatorWords(value)),
  parent: (value, { parent }) => after(headings.parent, indicatorWords(parent ?? value)),
}

/** How the conditions of the list of close supervision are told. */
export const watchTold: Readonly<Record<string, Teller>> = {
  past: (value) =>
    value === 'true' ? both('含已摘牌', 'Also what was taken off') : both('正在挂牌', 'On the list now'),
}

/** The same for tasks. */
export const taskTold: Readonly<Record<string, Teller>> = {
  scope,
  state: tellState(taskStates),
  ...common,
  target: (value, { target }) => after(headings.target, indicatorWords(target ?? value)),
  parent: (value, { parent }) => after(headings.parent, plain(parent ?? value)),
}
