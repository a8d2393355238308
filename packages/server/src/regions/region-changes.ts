import { type ChangeKind, changeKindOf } from '@zhucan/catalogue'
import { fullRegionCode, isRegionCode, isWithin, type PlainDate, parseLooseDate } from '@zhucan/kernel'

/** One line of a change file: codes of 12 digits, the day it takes effect, the paper it stands in. */
export interface RegionChange {
  row: number
  kind: ChangeKind
  from: string | null
  to: string | null
  name: string | null
  effectiveOn: PlainDate
  document: string | null
}

/** What is wrong with one cell of the file, in words for whoever wrote it. */
export interface ChangeFault {
  row: number
  column: string
  what:
    | 'kind'
    | 'code'
    | 'date'
    | 'name'
    | 'unknown-region'
    | 'exists'
    | 'ended'
    | 'has-children'
    | 'no-parent'
    | 'inside-itself'
}

/** Which of from, to and name a kind of change needs. */
const needs: Record<ChangeKind, { from: boolean; to: boolean; name: boolean }> = {
  new: { from: false, to: true, name: true },
  renamed: { from: true, to: false, name: true },
  merged: { from: true, to: true, name: false },
  split: { from: true, to: true, name: true },
  moved: { from: true, to: true, name: false },
}

/** Reads the rows of a change file (kind, from, to, name, effective, document); every fault is collected. */
export function readRegionChanges(rows: { row: number; cells: string[] }[]): {
  changes: RegionChange[]
  faults: ChangeFault[]
} {
  const changes: RegionChange[] = []
  const faults: ChangeFault[] = []
  for (const { row, cells } of rows) {
    const [kindText = '', from = '', to = '', name = '', effective = '', document = ''] = cells.map((c) =>
      c.trim(),
    )
    const kind = changeKindOf(kindText)
    const day = parseLooseDate(effective)
    const here: ChangeFault[] = []
    if (!kind) here.push({ row, column: 'kind', what: 'kind' })
    if (day.date === null || day.precision !== 'day') here.push({ row, column: 'effective', what: 'date' })
    if (kind) here.push(...missing(row, needs[kind], { from, to, name }))
    faults.push(...here)
    if (here.length > 0 || !kind || !day.date) continue
    changes.push({
      row,
      kind,
      from: from ? fullRegionCode(from) : null,
      to: to ? fullRegionCode(to) : null,
      name: name || null,
      effectiveOn: day.date,
      document: document || null,
    })
  }
  for (const c of changes) {
    if (c.from && c.to && c.kind !== 'split' && isWithin(c.to, c.from))
      faults.push({ row: c.row, column: 'to', what: 'inside-itself' })
  }
  return { changes, faults }
}

function missing(
  row: number,
  need: { from: boolean; to: boolean; name: boolean },
  got: { from: string; to: string; name: string },
) {
  const faults: ChangeFault[] = []
  const isCode = (text: string) => /^\d{2,12}$/.test(text) && isRegionCode(text.padEnd(12, '0'))
  for (const column of ['from', 'to'] as const) {
    if (need[column] ? !isCode(got[column]) : got[column] !== '' && !isCode(got[column]))
      faults.push({ row, column, what: 'code' })
  }
  if (need.name && !got.name) faults.push({ row, column: 'name', what: 'name' })
  return faults
}
