import type { ResponsibilityItem } from '../document.ts'
import type { TableRow } from '../text/table.ts'
import type { BodySpan } from './body-list.ts'
import { splitBodies } from './body-list.ts'
import { type DutyPlace, rolesWithin, settleLabels, toItem } from './brackets.ts'

type Role = 'lead' | 'charge' | 'support'

const unit = '(?:单位|部门|处室|科室|股室|主体|机构|处|科|股|室)'
const roles: readonly (readonly [head: RegExp, role: Role])[] = [
  [new RegExp(`^(?:牵头|主办|主责|第一责任|主要责任)(?:责任)?${unit}?(?:及分工)?$`), 'lead'],
  [new RegExp(`^(?:配合|协办|协同|参与|参加|协助|支持)(?:责任)?${unit}?$`), 'support'],
  [
    new RegExp(`^(?:责任|负责|承办|落实|实施|完成|承担)${unit}(?:及分工|和责任人|及责任人)?$|^责任分工$`),
    'charge',
  ],
]

const roleOf = (head: string): Role | null => roles.find(([pattern]) => pattern.test(head))?.[1] ?? null

/** Who is charged in a row of a table: the cells below 牵头单位, 责任单位, 配合单位. */
export function readTableRow(
  place: DutyPlace,
  row: TableRow,
  firstListedLeads: boolean,
): ResponsibilityItem[] {
  const cells = row.cells.flatMap((cell, at) => {
    const role = roleOf(cell.head) ?? roleOf(at > 0 ? row.cells[at - 1]!.text : '')
    return role === null || cell.text === '' || /^[—\-/无]+$/.test(cell.text) ? [] : [{ cell, role }]
  })
  const [first] = cells
  if (!first) return []
  const offset = first.cell.start
  const found = { lead: [] as BodySpan[], charge: [] as BodySpan[], support: [] as BodySpan[] }
  for (const { cell, role } of cells) {
    const within = role === 'support' ? null : rolesWithin(cell.text, 0)
    if (within) {
      found.lead.push(...moved(within.lead, cell.start - offset))
      found.support.push(...moved(within.support, cell.start - offset))
    } else found[role].push(...moved(splitBodies(cell.text.replace(/[。；]$/, '')), cell.start - offset))
  }
  const assignment = settleLabels(found, firstListedLeads)
  if (assignment.lead.length === 0) return []
  return [toItem(place, assignment, offset, [offset, cells.at(-1)!.cell.end])]
}

const moved = (bodies: readonly BodySpan[], by: number): BodySpan[] =>
  bodies.map(({ name, start, end }) => ({ name, start: start + by, end: end + by }))
