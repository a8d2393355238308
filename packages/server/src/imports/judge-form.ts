import { asOf, type CellOutcome, formMarks, formNumbers, type Values } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import type { SheetRow } from '@zhucan/sheets'
import type { Ctx } from '../platform/index.ts'
import { blindKey, maskField } from '../register/index.ts'
import type { RegisterCheck } from './check-register.ts'
import { isBlocking } from './fault-weight.ts'
import type { ChosenSheet } from './import-sheets.ts'
import { judgeHolders, placeClaims } from './judge-holders.ts'
import { judgeRelatives } from './judge-relatives.ts'
import {
  findHistories,
  findHouseholds,
  findPeople,
  findPeopleByNumber,
  findTakenNumbers,
  type KnownPerson,
  keyText,
} from './known-people.store.ts'
import { openKey, type SentRow, type SentTexts } from './make-form.ts'
import { isSealedKey, type PersonClaim } from './person-claim.ts'
import { findForm, findSentRows, readChoices, refuseStaged } from './register-form.store.ts'
import { stageFaulty, stageKnown } from './stage-person.ts'
import type { StagedRow } from './staged-rows.store.ts'

/** What the rows of one returned form share. */
export interface FormCheck {
  id: string
  /** `person:field` where the clerk takes what came back. */
  theirs: ReadonlySet<string>
  seen: Set<string>
}

/** One cell that is not simply as it was sent. */
export interface FormCell {
  field: string
  outcome: CellOutcome
  sent: unknown
  now: unknown
  returned: unknown
}

/** Problem 'import.form-gone' where nobody in reach sent this form. */
export async function requireForm(ctx: Ctx, formId: string): Promise<void> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(formId)
  if (!isId || !(await findForm(ctx, formId))) throw problem('import.form-gone')
}

/** Makes ready for the rows of a form. */
export const openFormCheck = async (ctx: Ctx, importId: string, formId: string): Promise<FormCheck> => ({
  id: formId,
  theirs: await readChoices(ctx, importId),
  seen: new Set(),
})

/** Reads the key and the texts of a row, wherever their columns have been moved; null for a sheet without keys. */
export function makeFormReader(sheet: ChosenSheet) {
  const keyIndex = sheet.columns.find(({ header }) => header === formMarks.key)?.index
  if (keyIndex === undefined) return null
  const places = Object.entries(sheet.map).filter(([, place]) => typeof place === 'number')
  return (cells: SheetRow['cells']) => ({
    key: cells[keyIndex]?.text.trim() || null,
    cells: Object.fromEntries(places.map(([key, place]) => [key, cells[place as number]?.text.trim() ?? ''])),
  })
}

/** Rows of holders with a key are held against what was sent; the others are new people or known by their number. */
export const judgeFormRows = (check: RegisterCheck, claims: PersonClaim[]): Promise<StagedRow[]> =>
  judgeSentRows(check, claims, judgeHolders)

/** The same of family rows; those without a key are known as relatives always are. */
export const judgeFormFamily = (check: RegisterCheck, claims: PersonClaim[]): Promise<StagedRow[]> =>
  judgeSentRows(check, claims, judgeRelatives)

async function judgeSentRows(
  check: RegisterCheck,
  claims: PersonClaim[],
  judgeOthers: typeof judgeHolders,
): Promise<StagedRow[]> {
  const { ctx, form } = check
  const sent = claims.filter((claim) => claim.form?.key)
  const others = claims.filter((claim) => !claim.form?.key)
  await placeClaims(check, sent)
  if (judgeOthers === judgeRelatives) await markUnknownHouseholds(ctx, sent)
  const ids = sent.map((claim) => openKey(ctx, form!.id, claim.form!.key!))
  const known = ids.filter((id) => id !== null)
  const twice = findTwice(form!, known)
  await refuseStaged(ctx, [...twice])
  const [rows, people, histories] = [
    await findSentRows(ctx, form!.id, known),
    await findPeople(ctx, known),
    await findHistories(ctx, known),
  ]
  const owners = await findOwners(ctx, sent)
  const staged = sent.map((claim, at) => {
    const id = ids[at] ?? null
    const row = id === null ? undefined : rows.get(id)
    const person = id === null ? undefined : people.get(id)
    const fault = id !== null && twice.has(id) ? 'form.key-twice' : keyFault(id, row, person)
    if (fault || !person) return refuse(claim, fault ?? 'form.key-foreign')
    const cells = JSON.parse(ctx.keyring.open(row!, `form:${form!.id}:${id}`).toString('utf8')) as SentRow
    return judgeRow(check, claim, { cells, person, owners, history: histories.get(person.id) ?? [] })
  })
  markAdded(ctx, others, staged)
  return [...staged, ...(others.length > 0 ? await judgeOthers(check, others) : [])]
}

/** A number that one row adds to somebody known is not another row's new person. */
function markAdded(ctx: Ctx, others: readonly PersonClaim[], staged: readonly StagedRow[]): void {
  const added = new Set(
    staged.flatMap(({ number, state }) => (number && state !== 'faulty' ? keyText(number) : [])),
  )
  for (const claim of others)
    if (claim.id18 !== null && added.has(keyText(blindKey(ctx.keyring, claim.id18))))
      claim.faults.push({ column: 'idNumber', code: 'row.duplicate' })
}

async function markUnknownHouseholds(ctx: Ctx, claims: readonly PersonClaim[]): Promise<void> {
  const codeOf = ({ plain }: PersonClaim) => plain.householdNumber as string | undefined
  const households = await findHouseholds(ctx, [...new Set(claims.flatMap((claim) => codeOf(claim) ?? []))])
  for (const claim of claims) {
    const code = codeOf(claim)
    if (code !== undefined && !households.has(code))
      claim.faults.push({ column: 'householdNumber', code: 'household.unknown' })
  }
}

/** Whose the numbers in these rows are already, in reach or not. */
async function findOwners(ctx: Ctx, claims: readonly PersonClaim[]): Promise<Set<string>> {
  const numbers = claims.flatMap(({ id18 }) => (id18 === null ? [] : [blindKey(ctx.keyring, id18)]))
  const staged = await findPeopleByNumber(ctx, numbers)
  return new Set([...(await findTakenNumbers(ctx, numbers)), ...staged.keys()])
}

type Person = Omit<KnownPerson, 'isStaged' | 'isStored'>

/** Of two rows with one key nobody can say which is meant, so neither is. */
function findTwice(form: FormCheck, ids: readonly string[]): ReadonlySet<string> {
  const twice = new Set<string>()
  for (const id of ids) {
    if (form.seen.has(id)) twice.add(id)
    form.seen.add(id)
  }
  return twice
}

function keyFault(id: string | null, row: Buffer | undefined, person: Person | undefined) {
  if (id === null || (!row && person)) return 'form.key-broken'
  return person ? null : 'form.key-foreign'
}

function refuse(claim: PersonClaim, code: string): StagedRow {
  claim.faults = [{ column: 'name', code: code as 'form.key-broken' }]
  return stageFaulty(claim, null)
}

type History = Parameters<typeof asOf>[0]

function judgeRow(
  check: RegisterCheck,
  claim: PersonClaim,
  about: { cells: SentRow; person: Person; history: History; owners: Set<string> },
): StagedRow {
  const { ctx, form } = check
  const { person, history } = about
  const sent = about.cells.texts
  const returned = claim.form!.cells
  const touched = new Set(Object.keys(returned).filter((field) => (sent[field] ?? '') !== returned[field]))
  const isOther = touched.has('idNumber') && returned.idNumber !== '' && !returned.idNumber!.includes('*')
  const isAdded = isOther && person.kind === 'relative' && (sent.idNumber ?? '') === ''
  if (isOther && !isAdded && !(sent.idNumber ?? '').includes('*')) return refuse(claim, 'form.number-differs')
  const added = isAdded && claim.id18 !== null ? blindKey(ctx.keyring, claim.id18) : null
  if (added && about.owners.has(keyText(added)))
    claim.faults.push({ column: 'idNumber', code: 'id.elsewhere' })
  const { id18 } = claim
  const masked = [...touched].filter((field) => formNumbers.has(field) && (sent[field] ?? '').includes('*'))
  claim.faults = claim.faults.filter(({ column }) => touched.has(column) && !masked.includes(column))
  claim.faults.push(...masked.map((column) => ({ column, code: 'form.masked-changed' as const })))
  const cells: FormCell[] = masked.map((field) => bare(field, 'masked', sent, returned))
  for (const field of masked) touched.delete(field)
  const { hukouRegion, residenceRegion } = person
  const now = { ...asOf(history, ctx.day()), hukouRegion, residenceRegion }
  const isTheirs = (field: string) => form!.theirs.has(`${person.id}:${field}`)
  takeChanges(claim, { sent: about.cells.values, now, touched, isTheirs, cells, texts: returned })
  if (claim.faults.some(isBlocking)) return { ...stageFaulty(claim, null), personId: person.id, cells }
  if (added) claim.id18 = id18
  const known = { ...person, isStaged: false, isStored: true }
  const role = person.kind === 'relative' ? 'relative' : 'holder'
  const staged = stageKnown(ctx, {
    ...{ claim, number: added, person: known, role, history },
    addsNumber: added !== null,
  })
  return { ...staged, cells: cells.length > 0 ? cells : null }
}

const bare = (field: string, outcome: CellOutcome, sent: SentTexts, returned: SentTexts): FormCell => ({
  field,
  outcome,
  sent: sent[field] ?? null,
  now: null,
  returned: returned[field] ?? null,
})

/** Fields that a number carries besides its own. */
const carried: Readonly<Record<string, string>> = {
  reissue: 'certificateNumber',
  category: 'certificateNumber',
  level: 'certificateNumber',
  birth: 'idNumber',
  sex: 'idNumber',
}

/** Leaves in a claim only what the returner changed and nobody else did, or what the clerk decided for. */
function takeChanges(
  claim: PersonClaim,
  work: {
    sent: Values
    now: Values
    touched: ReadonlySet<string>
    isTheirs: (field: string) => boolean
    cells: FormCell[]
    texts: SentTexts
  },
): void {
  const { sent, now, touched, isTheirs, cells, texts } = work
  const said: Values = { ...claim.plain, ...claim.numbers }
  claim.plain = {}
  claim.numbers = {}
  claim.id18 = null
  if (!touched.has('certificateNumber')) claim.certificate = null
  for (const field of new Set([...Object.keys(sent), ...Object.keys(said), ...touched])) {
    if (formNumbers.has(field) && !isSealedKey(field)) continue
    const isTouched = touched.has(field) || touched.has(carried[field] ?? '')
    const outcome = outcomeOf({
      sent: sent[field],
      now: now[field],
      returned: said[field],
      isTouched,
      text: texts[field],
    })
    if (outcome === null) continue
    cells.push(
      maskCell({
        field,
        outcome,
        sent: sent[field] ?? null,
        now: now[field] ?? null,
        returned: said[field] ?? null,
      }),
    )
    if (outcome !== 'change' && !(outcome === 'conflict' && isTheirs(field))) continue
    if (isSealedKey(field)) claim.numbers[field] = String(said[field])
    else claim.plain[field] = said[field]
  }
}

/** Sent, present and returned: who changed it? Null where nothing is to be told. */
export function outcomeOf(cell: {
  sent: unknown
  now: unknown
  returned: unknown
  isTouched: boolean
  text: string | undefined
}): CellOutcome | null {
  const [sent, now, returned] = [cell.sent ?? null, cell.now ?? null, cell.returned ?? null]
  const isMoved = sent !== now
  if (!cell.isTouched || returned === sent) return isMoved && cell.text !== undefined ? 'system' : null
  if (returned === null) return cell.text === '' ? 'cleared' : null
  if (returned === now) return null
  return isMoved ? 'conflict' : 'change'
}

/** Numbers are shown masked wherever a row is looked at. */
function maskCell({ field, sent, now, returned, outcome }: FormCell): FormCell {
  if (!isSealedKey(field)) return { field, outcome, sent, now, returned }
  const masked = (value: unknown) => (typeof value === 'string' ? maskField(field, value) : null)
  return { field, outcome, sent: masked(sent), now: masked(now), returned: masked(returned) }
}
