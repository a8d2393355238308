import { basename, resolve } from 'node:path'
import { isProblem, problem } from '@zhucan/kernel'
import { inPrivateFolder } from './match-files.ts'
import type { MatchPlaces } from './match-places.ts'
import { type FindColumns, openTable } from './open-table.ts'
import { countRegisterColumns } from './register-columns.ts'

const refusals: ReadonlySet<string> = new Set([
  'match.header-unknown',
  'match.cannot-link',
  'match.only-exact',
  'match.no-identity-column',
])

/**
 * Runs a match. Where its register is refused for columns that the other file has, the Problem names that file as
 * `otherRegister`: the two were given the wrong way round.
 */
export async function tellingSwapped<Result>(
  { register, file }: Pick<MatchPlaces, 'register' | 'file'>,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    if (!isProblem(error) || !refusals.has(error.code) || !register || !file) throw error
    if (error.params.file !== basename(register)) throw error
    if ((await isRegister(register)) || !(await isRegister(file))) throw error
    throw problem(error.code, { ...error.params, otherRegister: basename(file) })
  }
}

const findRegister: FindColumns = (headers) => {
  const score = countRegisterColumns(headers)
  return score < 2 ? null : { id: null, places: {}, score }
}

/** Whether a file has columns of a register; one that cannot be read has none. */
async function isRegister(path: string): Promise<boolean> {
  return inPrivateFolder([path], undefined, async (analysis) => {
    const table = await openTable(analysis, resolve(path), findRegister)
    await table?.close()
    return table !== null
  }).catch(() => false)
}
