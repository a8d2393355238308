import { resolve } from 'node:path'
import { loadKeyring } from '@zhucan/crypto'
import { problem } from '@zhucan/kernel'
import { wrongUse } from '../../wrong-use.ts'
import { refuseLacking } from '../identity-columns.ts'
import { inPrivateFolder, type MatchJob, type MatchReport } from '../match-files.ts'
import { readMatchMap } from '../match-map.ts'
import { readModelFile } from '../model-file.ts'
import { checkFolder } from '../write-links.ts'
import { hashFile, type IndexFolder, openTables, readIndex, withLock } from './index-folder.ts'
import type { IndexState } from './index-state.ts'
import { nameOpened, registerTables } from './kept.store.ts'
import { type Delta, type FileRun, matchKnown, matchNew } from './kept-file.ts'
import { makeIndex, programMark, type RegisterUpdate, registerNames, updateIndex } from './kept-register.ts'

/** What `zhucan match --index` was asked to do: make or update an index, match a file against it, or both. */
export interface KeptJob extends Omit<MatchJob, 'register' | 'file' | 'out'> {
  readonly index: string
  readonly keysDir: string
  readonly register?: string | undefined
  /** Whether a register of other content than the kept one brings the index up to date. */
  readonly update: boolean
  readonly file?: string | undefined
  readonly out?: string | undefined
}

/** What became of the index. */
export interface IndexReport {
  readonly folder: string
  readonly register: string
  readonly rows: number
  readonly day: string
  /** How often the register was brought up to date. */
  readonly version: number
  /** Rows whose number a spreadsheet has rounded. */
  readonly rounded?: number
  readonly made: boolean
  readonly update: RegisterUpdate | null
}

/** What came out of a run with an index. */
export interface KeptReport {
  readonly index: IndexReport
  readonly match: MatchReport | null
  /** What changes of the register did to links of a file that was matched before; null when it was not. */
  readonly delta: Delta | null
}

/**
 * Matches with a kept index. What is kept is sealed with the keys of the installation; opened it lies in one private
 * temporary folder of the run only.
 */
export async function matchKept(job: KeptJob): Promise<KeptReport> {
  for (const path of [job.out, job.review]) if (path !== undefined) await checkFolder(resolve(path))
  if ((await readMatchMap(job.map)).compare.length > 0) throw wrongUse('indexCompares')
  const dir = resolve(job.index)
  await checkFolder(dir)
  const keyring = await loadKeyring(job.keysDir, { create: job.register !== undefined })
  const folder: IndexFolder = { dir, key: keyring.secretFor('match index') }
  // Before the folder is touched at all: it may be another's.
  await readIndex(folder, programMark())
  return withLock(dir, () => matchIn(folder, job))
}

async function matchIn(folder: IndexFolder, job: KeptJob): Promise<KeptReport> {
  const { state, made, update } = await bringUpToDate(folder, job)
  const { name, day, version, side, rounded } = state.register
  const index = {
    folder: job.index,
    register: name,
    rows: side.rows,
    day,
    version,
    ...(rounded && { rounded }),
    made,
    update,
  }
  if (job.file === undefined || job.out === undefined) return { index, match: null, delta: null }
  await refuseOtherModel(state, folder, job.model)
  const { file, out } = job
  const map = await readMatchMap(job.map)
  const said = JSON.stringify([[...map.file], job.exactOnly ? 'exact' : (job.oneToOne ?? 'auto')])
  const id = (await hashFile(resolve(file), said)).slice(0, 16)
  const found = await inPrivateFolder([file], job.memory, async (analysis) => {
    await openTables(analysis, folder, state, registerNames())
    await nameOpened(
      analysis,
      Object.fromEntries(Object.values(registerTables).map((table) => [table, table])),
    )
    const run: FileRun = { analysis, folder, state, job: { ...job, file, out }, map, id }
    const known = state.files[id]
    return known === undefined ? matchNew(run) : matchKnown(run, known)
  })
  return { index, ...found }
}

interface Current {
  readonly state: IndexState
  readonly made: boolean
  readonly update: RegisterUpdate | null
}

async function bringUpToDate(folder: IndexFolder, job: KeptJob): Promise<Current> {
  const state = await readIndex(folder, programMark())
  if (job.register === undefined) {
    if (state === null) throw problem('match.index-missing', { folder: job.index })
    return { state, made: false, update: null }
  }
  const path = resolve(job.register)
  const map = await readMatchMap(job.map)
  const hash = await hashFile(path, JSON.stringify([...map.register])).catch(() => {
    throw problem('file.not-found', { path })
  })
  if (state !== null && state.register.hash === hash) return { state, made: false, update: null }
  const { name, day } = state?.register ?? {}
  if (state !== null && !job.update)
    throw problem('match.index-stale', { folder: job.index, register: name!, day: day! })
  const file = {
    path,
    hash,
    day: job.day,
    options: { map, onRows: job.onRows, refuse: refuseLacking(job.exactOnly) },
  }
  return inPrivateFolder([path], job.memory, async (analysis): Promise<Current> => {
    if (state !== null) return { made: false, ...(await updateIndex(analysis, folder, { state, file })) }
    return { state: await makeIndex(analysis, folder, file), made: true, update: null }
  })
}

async function refuseOtherModel(
  { model }: IndexState,
  { dir }: IndexFolder,
  path: string | undefined,
): Promise<void> {
  if (model === null || path === undefined) return
  const given = await readModelFile(path)
  if (given?.version !== model.version)
    throw problem('match.index-other-model', {
      folder: dir,
      kept: model.version,
      given: given?.version ?? path,
    })
}
