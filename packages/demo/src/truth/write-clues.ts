import { listKinds } from '../lists/index.ts'
import { numberIn } from '../lists/list-rows.ts'
import type { Household, Person } from '../people/model.ts'
import type { Plan } from '../plan.ts'
import { familyRows } from '../register/family-rows.ts'
import { spoilHolder } from '../register/register-faults.ts'
import { holderTests, householdTests } from './expected-clues.ts'
import { type Sight, seeHolder, seeHousehold } from './facts.ts'
import type { Truth } from './truth.ts'
import type { TruthFile } from './truth-file.ts'

/** Clues per rule: expected of exact linkage, and right if every row were linked. */
export interface ClueCounts {
  exact: Record<string, number>
  latent: Record<string, number>
}

/** Works out the expected clues from the latent truth and the rows' usable numbers, and writes them down. */
export async function writeClues(plan: Plan, truth: Truth, onHousehold: () => void): Promise<ClueCounts> {
  const rules = [...Object.keys(holderTests), ...Object.keys(householdTests)]
  const none = () => Object.fromEntries(rules.map((rule) => [rule, 0]))
  const counts: ClueCounts = { exact: none(), latent: none() }
  for (const household of plan.households) {
    const imported = importedOf(household, plan)
    const found = foundIn(household, plan)
    const common = { day: plan.day, isImported: (person: Person) => imported.has(person.no) }
    await tell(
      household,
      { ...common, isFound: (list, { no }) => found.has(`${list} ${no}`) },
      { file: truth.clues, counts: counts.exact },
    )
    await tell(
      household,
      { ...common, isFound: () => true },
      { file: truth.cluesLatent, counts: counts.latent },
    )
    onHousehold()
  }
  return counts
}

interface Telling {
  file: TruthFile
  counts: Record<string, number>
}

async function tell(household: Household, sight: Sight, { file, counts }: Telling): Promise<void> {
  const seen = seeHousehold(household, sight)
  for (const person of household.members) {
    if (person.certificate === null || !sight.isImported(person)) continue
    const holder = seeHolder(person, person.certificate, sight)
    for (const [rule, test] of Object.entries(holderTests)) {
      if (!test(holder, seen)) continue
      counts[rule]!++
      await file.row(rule, 'person', person.no)
    }
  }
  for (const [rule, test] of Object.entries(householdTests)) {
    if (!test(seen)) continue
    counts[rule]!++
    await file.row(rule, 'household', household.number)
  }
}

/** Who of the household comes into the register: rows without a usable number stay outside. */
function importedOf(household: Household, plan: Plan): Set<string> {
  const holders = household.members.filter(
    (person) => person.kind === 'holder' && spoilHolder(person, household, plan).isImported,
  )
  const relatives = familyRows(household, plan).filter(({ isFindable }) => isFindable)
  return new Set([...holders.map(({ no }) => no), ...relatives.map(({ person }) => person.no)])
}

/** 'list person' for everybody whom a list row leads to by a usable number. */
function foundIn(household: Household, plan: Plan): Set<string> {
  const found = new Set<string>()
  for (const kind of listKinds) {
    for (const entry of kind.rowsOf(household, plan)) {
      if (entry.numberOf === entry.person && numberIn(kind, entry, plan).isUsable)
        found.add(`${kind.id} ${entry.person.no}`)
    }
  }
  return found
}
