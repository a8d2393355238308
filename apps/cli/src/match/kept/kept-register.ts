import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { Analysis } from '@zhucan/analysis'
import { type PlainDate, problem } from '@zhucan/kernel'
import {
  changedRegisterSql,
  identityPlan,
  planMark,
  prepareRegister,
  prepareRows,
  registerRows,
  registerTableNames,
} from '@zhucan/matching'
import { programVersion } from '../../backup/program-version.ts'
import { type LoadedSide, type LoadOptions, loadSide } from '../load-sides.ts'
import { countRegister, countRounded, linkTables, makeRegisterPersons } from '../match.store.ts'
import { numbersOf } from '../match-files.ts'
import { readNumbers } from '../read-numbers.ts'
import { type IndexFolder, openTables, writeIndex } from './index-folder.ts'
import type { IndexState, KeptRegister } from './index-state.ts'
import {
  addedRows,
  compareRegisters,
  countMoreUsable,
  highestRow,
  keptRegisterSql,
  leftRows,
  makeRegisterKeys,
  makeRegisterTables,
  nameOpened,
  newerRegister,
  newerRegisterSql,
  openedSql,
  preparedSql,
  registerTables,
  touchKeys,
} from './kept.store.ts'

/** Names the way in which this program reads rows and compares them. */
export function programMark(): string {
  return `${programVersion} ${planMark(identityPlan())}`
}

/** A register to keep: its file, the hash of it, and how to read it. */
export interface RegisterFile {
  readonly path: string
  readonly hash: string
  readonly day: PlainDate
  readonly options: LoadOptions
}

/** Tables of the register in the index; what hangs on the plan is there when the register has what linkage needs. */
export function registerNames(): string[] {
  return [...Object.values(registerTables), ...registerTableNames(identityPlan())]
}

/** Reads a register and keeps it as the first version of an index. */
export async function makeIndex(
  analysis: Analysis,
  folder: IndexFolder,
  file: RegisterFile,
): Promise<IndexState> {
  const side = await loadSide(analysis, 'register', file.path, file.options)
  const columns = Object.keys(side.found.places)
  const numbers = numbersOf(side)
  await readNumbers(analysis, { [registerTables.rows]: numbers }, file.day)
  await makeRegisterKeys(analysis, numbers)
  const register = await registerOf(analysis, file, { side, version: 0 })
  await makeRegisterPersons(analysis, columns)
  const shares = await prepareRegister(analysis, identityPlan(), linkTables.register)
  await makeRegisterTables(analysis, columns)
  const prepared = preparedSql(registerTableNames(identityPlan()))
  const state: IndexState = {
    ...{ format: 2, id: randomUUID(), program: programMark() },
    ...{ register, shares: [...shares], model: null, tables: {}, files: {} },
  }
  return writeIndex(analysis, folder, state, { ...keptRegisterSql, ...prepared })
}

async function registerOf(
  analysis: Analysis,
  file: RegisterFile,
  { side, version }: { side: LoadedSide; version: number },
): Promise<KeptRegister> {
  return {
    ...{ name: basename(file.path), hash: file.hash, version, day: file.day, side },
    lastRow: await highestRow(analysis, registerTables.rows),
    usable: await countRegister(analysis),
    rounded: await countRounded(analysis, registerTables.rows, numbersOf(side)),
  }
}

/** How a register differed from the kept one. */
export interface RegisterUpdate {
  readonly gone: number
  readonly added: number
}

/**
 * Brings an index up to date with a newer register: rows that are the same stay as they are kept, the others leave or
 * come. Nothing is trained or counted anew. Throws Problem 'match.index-foreign' where most rows differ.
 */
export async function updateIndex(
  analysis: Analysis,
  folder: IndexFolder,
  { state, file }: { state: IndexState; file: RegisterFile },
): Promise<{ state: IndexState; update: RegisterUpdate }> {
  await openTables(analysis, folder, state, registerNames())
  const side = await loadSide(analysis, 'register', file.path, file.options, newerRegister)
  await nameOpened(analysis, Object.fromEntries(Object.values(registerTables).map((name) => [name, name])))
  const columns = Object.keys(state.register.side.found.places)
  const foreign = (same: number) =>
    problem('match.index-foreign', { register: state.register.name, same, rows: side.rows })
  if (columns.join() !== Object.keys(side.found.places).join()) throw foreign(0)
  const difference = await compareRegisters(analysis, columns, state.register.lastRow)
  if (difference.same * 2 < Math.max(difference.rows, difference.same + difference.gone))
    throw foreign(difference.same)
  const kept = await writeNewer(analysis, folder, { state, file, side })
  return { state: kept, update: { gone: difference.gone, added: difference.added } }
}

async function writeNewer(
  analysis: Analysis,
  folder: IndexFolder,
  { state, file, side }: { state: IndexState; file: RegisterFile; side: LoadedSide },
): Promise<IndexState> {
  const columns = Object.keys(side.found.places)
  const plan = identityPlan()
  const numbers = numbersOf(side)
  await readNumbers(analysis, { [addedRows]: numbers }, file.day)
  await touchKeys(analysis, numbers)
  await makeRegisterPersons(analysis, columns, { from: addedRows })
  await prepareRows(analysis, plan, linkTables.register)
  const version = state.register.version + 1
  const kept = (table: string) => `(${openedSql(analysis, table)})`
  const change = { plan, kept, come: registerRows.base, gone: leftRows }
  const tables: Readonly<Record<string, string>> = {
    ...newerRegisterSql(columns, version),
    ...(await changedRegisterSql(analysis, change)),
  }
  const register: KeptRegister = {
    ...{ name: basename(file.path), hash: file.hash, version, day: file.day, side },
    lastRow: Math.max(state.register.lastRow, await highestRow(analysis, addedRows)),
    usable: state.register.usable + (await countMoreUsable(analysis)),
    rounded: await countRounded(analysis, newerRegister, numbers),
  }
  return writeIndex(analysis, folder, { ...state, register }, tables)
}
