import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { problem } from '@zhucan/kernel'
import { sm3 } from './sm3.ts'

const rootFile = 'root.key'
const sealFile = /^seal-\d{4}\.key$/
const keyLength = 32

/** The secret bytes of a key folder. */
export interface KeyMaterial {
  /** For blind indexes and derived secrets; changing it means computing every index again. */
  root: Buffer
  /** For sealing, oldest first; the last one seals, all of them open. */
  seals: Buffer[]
}

/**
 * Read a key folder. With `create` an empty one is filled first. Problems: 'key.not-found' {folder},
 * 'key.open-to-others' {file, mode} unless only the owner may enter the folder and read the files,
 * 'key.broken' {file}.
 */
export async function readKeys(folder: string, create: boolean): Promise<KeyMaterial> {
  if (create) await makeFolder(folder)
  const names = await listKeys(folder)
  if (create && names.length === 0) {
    await createKey(folder, 'seal-0001.key')
    await createKey(folder, rootFile)
  }
  return readMaterial(folder, create ? await listKeys(folder) : names)
}

/** Add a sealing key; from the next load on it seals, and older ones still open. */
export async function addSealKey(folder: string): Promise<void> {
  const latest = (await listKeys(folder)).filter((name) => sealFile.test(name)).at(-1)
  if (latest === undefined) throw problem('key.not-found', { folder })
  const number = Number(latest.slice(5, 9)) + 1
  await createKey(folder, `seal-${String(number).padStart(4, '0')}.key`)
}

async function readMaterial(folder: string, names: string[]): Promise<KeyMaterial> {
  const seals = names.filter((name) => sealFile.test(name))
  if (!names.includes(rootFile) || seals.length === 0) throw problem('key.not-found', { folder })
  await requirePrivate(folder)
  const root = await readKey(join(folder, rootFile))
  return { root, seals: await Promise.all(seals.map((name) => readKey(join(folder, name)))) }
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await requirePrivate(folder)
}

async function listKeys(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.filter((name) => name === rootFile || sealFile.test(name)).sort()
}

async function requirePrivate(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const mode = (await stat(path)).mode & 0o777
  if ((mode & 0o077) !== 0) throw problem('key.open-to-others', { file: path, mode: mode.toString(8) })
}

/** The check digits tell a damaged file from a wrong key before anything is sealed with it. */
async function readKey(path: string): Promise<Buffer> {
  await requirePrivate(path)
  const [digits = '', check = ''] = (await readFile(path, 'utf8')).trim().split(' ')
  const key = Buffer.from(digits, 'hex')
  if (key.length !== keyLength || checkDigits(key) !== check) throw problem('key.broken', { file: path })
  return key
}

/** On disk before it is used: a key lost to a power cut takes everything sealed with it along. */
async function createKey(folder: string, name: string): Promise<void> {
  const key = randomBytes(keyLength)
  const draft = join(folder, `.${randomUUID()}`)
  await writeFile(draft, `${key.toString('hex')} ${checkDigits(key)}\n`, { mode: 0o600, flush: true })
  try {
    await link(draft, join(folder, name))
  } finally {
    await rm(draft, { force: true })
  }
  await syncFolder(folder)
}

function checkDigits(key: Buffer): string {
  return sm3(Buffer.concat([Buffer.from('zhucan key check'), key])).toString('hex', 0, 4)
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}
