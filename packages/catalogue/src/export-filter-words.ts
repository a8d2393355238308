import { categories, type Label, levels } from '@zhucan/kernel'
import { clueColours } from './clue-policies.ts'
import { clueHolders, clueStates } from './clue-states.ts'
import { clueVerdicts } from './clue-work.ts'
import { exportWords } from './export-columns.ts'
import { after, both, type FilterNames, known, plain, type Teller } from './export-condition.ts'
import type { ExportKind } from './export-kinds.ts'
import { noticeTold, paperTold } from './export-paper-words.ts'
import { targetTold, taskTold, tellOrder, watchTold } from './export-work-words.ts'
import { rules } from './rule-list.ts'

const clueGroups: Readonly<Record<string, Label>> = {
  open: both('未销号', 'Not closed'),
  'in-work': both('在办', 'In work'),
  all: both('全部', 'All'),
}
const kinds: Readonly<Record<string, Label>> = {
  holder: both('持证残疾人', 'Certificate holders'),
  suspected: both('疑似残疾', 'Suspected'),
  'diagnosed-child': both('确诊未办证儿童', 'Diagnosed children'),
  relative: both('家庭成员', 'Relatives'),
}
const lacks: Readonly<Record<string, Label>> = {
  chair: both('缺残协主席', 'Without a chair'),
  commissioner: both('缺专职委员', 'Without a commissioner'),
}
const headings = {
  region: both('地区', 'Region'),
  certificate: both('残疾人证', 'Certificate'),
  category: both('残疾类别', 'Category'),
  level: both('残疾等级', 'Level'),
  rule: both('规则', 'Rule'),
  state: both('状态', 'State'),
  severity: both('轻重', 'Severity'),
  holder: both('所在层级', 'Lies with'),
  colour: both('期限', 'Deadline'),
  office: both('承办单位', 'Office'),
  verdict: both('核实结果', 'Finding'),
  person: both('被查阅人编号', 'Id of the person looked at'),
}

/** How one condition of an exported list is told; a function for each that any list knows. */
const told: Readonly<Record<string, Teller>> = {
  region: (value, { region }) => after(headings.region, plain(region ?? value)),
  kind: (value) => known(kinds, value),
  name: (value) => both(`姓名以“${value}”开头`, `Name begins with “${value}”`),
  category: (value) =>
    after(headings.category, categories.find(({ code }) => code === value)?.label ?? plain(value)),
  level: (value) =>
    after(headings.level, levels.find(({ code }) => String(code) === value)?.label ?? plain(value)),
  certificateState: (value) => after(headings.certificate, known(exportWords, value)),
  rule: (value) => after(headings.rule, rules.find(({ id }) => id === value)?.title ?? plain(value)),
  state: (value) => after(headings.state, known({ ...clueStates, ...clueGroups }, value)),
  severity: (value) => after(headings.severity, known(exportWords, value)),
  holder: (value) => after(headings.holder, known(clueHolders, value)),
  mine: (value) => (value === 'true' ? both('待我处理', 'Waiting for me') : null),
  colour: (value) => after(headings.colour, known(clueColours, value)),
  office: (value, { office }) => after(headings.office, plain(office ?? value)),
  since: (value) => both(`${value} 起发现`, `Found from ${value}`),
  until: (value) => both(`${value} 止发现`, `Found until ${value}`),
  verdict: (value) => after(headings.verdict, known(clueVerdicts, value)),
  changed: (value) => (value === 'true' ? both('依据的事实已变化', 'Facts have changed since') : null),
  q: (value) => both(`含“${value}”`, `Contains “${value}”`),
  lack: (value) => known(lacks, value),
  personId: (value) => after(headings.person, plain(value)),
  from: (value) => both(`${value} 起`, `From ${value}`),
  to: (value) => both(`${value} 止`, `Until ${value}`),
}

// Whose they are and how they stand comes first, then what every list knows, then their order.
const overAll = (own: Readonly<Record<string, Teller>>) => ({ ...own, ...told, ...own, sort: tellOrder })
const toldByKind: Readonly<Partial<Record<ExportKind, Readonly<Record<string, Teller>>>>> = {
  targets: overAll(targetTold),
  tasks: overAll(taskTold),
  supervision: { ...told, ...watchTold },
  notices: noticeTold,
  papers: paperTold,
}
const tellersOf = (what: ExportKind): Readonly<Record<string, Teller>> => toldByKind[what] ?? told

/** The conditions of an exported list in plain words, as they stand on its cover and before whoever approves it. */
export function exportFilterWords(
  what: ExportKind,
  filter: Readonly<Record<string, unknown>>,
  names: FilterNames,
): Label {
  const tellers = tellersOf(what)
  // A kept filter comes back with its names in any order.
  const inOrder = [...new Set([...Object.keys(tellers), ...Object.keys(filter)])]
  const words = inOrder.flatMap((name) => {
    const value = filter[name]
    if (value === undefined || value === null) return []
    const tell = tellers[name]
    return (tell ? tell(String(value), names) : after(plain(name), plain(String(value)))) ?? []
  })
  if (words.length === 0) return both('全部，没有筛选', 'Everything, without a filter')
  return both(words.map(({ zh }) => zh).join('；'), words.map(({ en }) => en).join('; '))
}

/** Whether a condition of a list has words of its own. */
export const isToldFilter = (what: ExportKind, name: string): boolean => Object.hasOwn(tellersOf(what), name)
