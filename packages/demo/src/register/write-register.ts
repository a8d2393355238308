import { createWriteStream } from 'node:fs'
import { type CellValue, createWorkbookWriter, type SheetWriter } from '@zhucan/sheets'
import { areaName } from '../lists/write-list.ts'
import type { Household, Person } from '../people/model.ts'
import type { Plan } from '../plan.ts'
import { randomOf } from '../random.ts'
import { noteRow, type Truth } from '../truth/truth.ts'
import { familyColumns, familyRows } from './family-rows.ts'
import { holderColumns, holderContext } from './holder-columns.ts'
import { type HolderSpoiling, spoilHolder } from './register-faults.ts'

/** What the register workbook holds. */
export interface RegisterSummary {
  file: string
  holders: number
  /** Rows of the sheet of holders, doubled ones included. */
  rows: number
  imported: number
  familyRows: number
  households: number
}

interface RegisterRun {
  plan: Plan
  truth: Truth
  summary: RegisterSummary
  sheet: SheetWriter
  row: number
}

const FIRST_ROW = 3

/** Writes the register workbook with its two sheets, and the people and faults of it into the truth. */
export async function writeRegister(
  plan: Plan,
  { path, truth, onHousehold }: { path: string; truth: Truth; onHousehold(): void },
): Promise<RegisterSummary> {
  const summary: RegisterSummary = {
    file: 'register.xlsx',
    holders: 0,
    rows: 0,
    imported: 0,
    familyRows: 0,
    households: 0,
  }
  const writer = createWorkbookWriter(createWriteStream(path))
  const date = `${Number(plan.day.slice(0, 4))}年${Number(plan.day.slice(5, 7))}月${Number(plan.day.slice(8))}日`
  const sheet = writer.addSheet({
    name: '持证残疾人',
    columns: holderColumns,
    title: `${areaName(plan)}持证残疾人基本信息（${date}）`,
    frozenRows: 2,
  })
  const run: RegisterRun = { plan, truth, summary, sheet, row: FIRST_ROW }
  for (const household of plan.households) {
    summary.households++
    for (const person of household.members)
      if (person.kind === 'holder') await writeHolder(run, person, household)
    onHousehold()
  }
  await sheet.end()
  await writeFamilies({
    ...run,
    sheet: writer.addSheet({
      name: '家庭成员',
      columns: familyColumns,
      title: '家庭成员信息',
      frozenRows: 2,
    }),
    row: FIRST_ROW,
  })
  await writer.finish()
  return summary
}

async function writeHolder(run: RegisterRun, person: Person, household: Household): Promise<void> {
  const { plan, truth, summary } = run
  const spoiling = spoilHolder(person, household, plan)
  const values = holderValues(person, household, { plan, spoiling })
  for (let copy = 0; copy < (spoiling.isRepeated ? 2 : 1); copy++) {
    const wait = run.sheet.row(values, run.row)
    if (wait) await wait
    const faults = copy === 0 ? spoiling.faults : [{ key: 'idNumber', code: 'row.duplicate' as const }]
    await noteRow(truth, { file: 'register', row: run.row++ }, { faults, variants: spoiling.variants })
    summary.rows++
  }
  summary.holders++
  if (spoiling.isImported) summary.imported++
  const { no, id18, name, kind } = person
  await truth.people.row(
    no,
    id18,
    person.certificate?.number ?? null,
    name,
    household.village.code,
    household.number,
    kind,
    spoiling.isImported,
  )
}

function holderValues(
  person: Person,
  household: Household,
  { plan, spoiling }: { plan: Plan; spoiling: HolderSpoiling },
): CellValue[] {
  const random = randomOf(plan.seed, 'register-row', person.no)
  const context = holderContext(person, household, {
    day: plan.day,
    random,
    residence: residenceOf(household, plan),
  })
  return holderColumns.map((column) => {
    const value = column.cell(context)
    return column.key in spoiling.cells ? (spoiling.cells[column.key] ?? null) : value
  })
}

/** Where the household really lives, as names: now and then another village of the area. */
function residenceOf({ village, number }: Household, { seed, area }: Plan): string {
  const random = randomOf(seed, 'residence', number)
  const home = random.chance(0.03) ? random.pick(area.villages) : village
  return `${home.countyName}/${home.townshipName}/${home.name}`
}

async function writeFamilies(run: RegisterRun): Promise<void> {
  const { plan, truth, summary } = run
  for (const household of plan.households) {
    for (const { person, values, isFindable, faults, variants } of familyRows(household, plan)) {
      const wait = run.sheet.row(values, run.row)
      if (wait) await wait
      await noteRow(truth, { file: 'register-family', row: run.row++ }, { faults, variants })
      summary.familyRows++
      const { no, id18, name, kind } = person
      await truth.people.row(no, id18, null, name, household.village.code, household.number, kind, isFindable)
    }
  }
  await run.sheet.end()
}
