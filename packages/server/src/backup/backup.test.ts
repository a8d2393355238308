import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadKeyring } from '@zhucan/crypto'
import { createPool } from '@zhucan/db'
import { buildApp, openServer, restoreBackup, sealAudit, verifyAudit, writeBackup } from '@zhucan/server'
import { testDatabase } from '@zhucan/testing'
import {
  type SeededPlace,
  seedPlace,
  type TestOffice,
  type TestUser,
  testOffice,
} from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBackup } from './read-backup.store.ts'

const county = '990101000000'
const village = '990101001001'

describe('a backup', () => {
  let office: TestOffice
  let place: SeededPlace
  let clerk: TestUser
  let folder: string
  let path: string
  const everything = `select set_config('app.reach', '{[000000000000,999999999999)}', false)`

  const write = (into = folder) =>
    writeBackup({
      ...{ ownerUrl: office.database.ownerUrl, keyring: office.server.keyring, folder: into },
      ...{ dataDir: office.settings.dataDir, program: 'test', now: office.settings.now },
    })
  /** A fresh database, filled from a backup, and what to end afterwards. */
  async function restored(from = path) {
    const database = await testDatabase()
    const dataDir = await mkdtemp(join(folder, 'restored-'))
    const restore = (replace = true) =>
      restoreBackup({
        path: from,
        ownerUrl: database.ownerUrl,
        keyring: office.server.keyring,
        dataDir,
        replace,
      })
    return { database, dataDir, restore }
  }

  beforeAll(async () => {
    office = await testOffice()
    place = await seedPlace(office, village)
    clerk = await office.user('data-clerk', county)
    const caller = await office.signIn(clerk)
    expect((await caller.call(`/api/v1/persons/${place.persons}`)).status).toBe(200)
    await sealAudit(office.server.db, new Date(office.settings.now()))
    folder = await mkdtemp(join(tmpdir(), 'zhucan-backup-'))
    const uploads = join(office.settings.dataDir, 'uploads')
    await mkdir(uploads, { recursive: true })
    await writeFile(join(uploads, 'a-file'), Buffer.alloc(300_000, 7))
    for (const kept of ['evidence', 'exports']) {
      await mkdir(join(office.settings.dataDir, kept), { recursive: true })
      await writeFile(join(office.settings.dataDir, kept, 'one'), kept)
    }
    const queue = createPool(office.database.ownerUrl, { max: 1 })
    await queue.query(`select graphile_worker.add_job('list-retention', '{}'::json)`)
    await queue.end()
    path = (await write()).path
  }, 60_000)
  afterAll(async () => {
    await office.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('comes back as it was: ledger, log-in, audit, sealed numbers, files and waiting work', async () => {
    const { database, dataDir, restore } = await restored()
    const { ledger } = await restore()
    expect(ledger.tables.person!.rows).toBe(1)
    expect(ledger.tables.auth_session!.rows).toBeGreaterThan(0)
    const opened = await openServer({ ...office.settings, appUrl: database.appUrl, dataDir })
    try {
      const answer = await buildApp(opened).request('/api/auth/sign-in', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: clerk.username, password: clerk.password }),
      })
      expect(answer.status).toBe(200)
      const audit = await verifyAudit(opened.server.db, [])
      expect(audit).toMatchObject({ faults: [] })
      expect(audit.sealed).toBeGreaterThan(1)
      const owner = createPool(database.ownerUrl, { max: 1 })
      await owner.query(everything)
      const { rows } = await owner.query(`select sealed from person_number where kind = 'id'`)
      expect(opened.server.keyring.openText(rows[0].sealed, `person:${place.persons}`)).toBe(place.idNumber)
      const open = await owner.query('select from auth_session where expires_at > to_timestamp(0)')
      expect(open.rowCount).toBe(1)
      const jobs = await owner.query('select task_identifier from graphile_worker.jobs')
      expect(jobs.rows).toEqual([{ task_identifier: 'list-retention' }])
      await owner.end()
      expect(await readFile(join(dataDir, 'uploads', 'a-file'))).toEqual(Buffer.alloc(300_000, 7))
      expect(await readFile(join(dataDir, 'evidence', 'one'), 'utf8')).toBe('evidence')
      expect(await readdir(dataDir), 'exported files must not outlive their days').not.toContain('exports')
    } finally {
      await opened.close()
      await database.drop()
    }
  }, 60_000)

  it('holds no key and no number in clear, and names the key it needs', async () => {
    const bytes = await readFile(path)
    const header = bytes.toString('utf8', 0, 600)
    expect(header).toContain(office.server.keyring.id)
    expect(bytes.includes(place.canary) || bytes.includes(place.idNumber)).toBe(false)
    const opened: Buffer[] = []
    const gather = async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces) opened.push(piece)
    }
    await readBackup(path, office.server.keyring, {
      table: (_table, pieces) => gather(pieces),
      file: (_path, pieces) => gather(pieces),
    })
    const plain = Buffer.concat(opened)
    expect(plain.includes(place.canary)).toBe(true)
    expect(plain.includes(place.idNumber)).toBe(false)
    for (const name of (await readdir(office.settings.keysDir)).filter((one) => one.endsWith('.key'))) {
      const digits = (await readFile(join(office.settings.keysDir, name), 'utf8')).split(' ')[0]!
      for (const form of [Buffer.from(digits), Buffer.from(digits, 'hex')]) {
        expect(plain.includes(form) || bytes.includes(form)).toBe(false)
      }
    }
  })

  it('is not touched by what is written while it is copied', async () => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    const backup = write(join(folder, 'beside'))
    await owner.query(everything)
    await owner.query('update person set updated_at = now() where id = $1', [place.persons])
    await owner.end()
    await expect(backup).resolves.toMatchObject({
      ledger: { files: { 'uploads/a-file': { size: 300_000 } } },
    })
  })

  it.each([
    ['cut at its end', 'backup.truncated', (file: string, size: number) => truncate(file, size - 9)],
    ['cut in the middle', 'backup.truncated', (file: string, size: number) => truncate(file, size >> 1)],
    [
      'changed in one bit',
      'backup.damaged',
      async (file: string, size: number) => {
        const bytes = await readFile(file)
        bytes[size - 5_000]! ^= 1
        await writeFile(file, bytes)
      },
    ],
    [
      'changed in what it says in clear',
      'backup.damaged',
      async (file: string) => {
        const bytes = await readFile(file)
        bytes.write('real', bytes.indexOf('demo', 80), 'latin1')
        await writeFile(file, bytes)
      },
    ],
    [
      'something else',
      'backup.not-a-backup',
      (file: string) => writeFile(file, 'PK\u0003\u0004 something else'),
    ],
  ] as const)('%s is refused before anything happens', async (_what, code, spoil) => {
    const spoilt = join(folder, 'spoilt.zbk')
    await copyFile(path, spoilt)
    await spoil(spoilt, (await readFile(path)).length)
    const { database, dataDir, restore } = await restored(spoilt)
    await expect(restore()).rejects.toMatchObject({ code })
    expect(await readdir(dataDir)).toEqual([])
    await database.drop()
  })

  it('is refused by another key, saying which one is needed', async () => {
    const other = await loadKeyring(join(folder, 'other-keys'), { create: true })
    await expect(readBackup(path, other)).rejects.toMatchObject({
      code: 'backup.other-key',
      params: { needed: office.server.keyring.id },
    })
  })

  it('of a demo never goes over a real database', async () => {
    const { database, restore } = await restored()
    const owner = createPool(database.ownerUrl, { max: 1 })
    await owner.query(`insert into setting values ('kind', '"real"')`)
    await owner.end()
    await expect(restore()).rejects.toMatchObject({ code: 'backup.kind-differs' })
    await database.drop()
  })

  it('leaves nothing half when the restore is cut off, and never says so', async () => {
    const { database, dataDir, restore } = await restored()
    const owner = createPool(database.ownerUrl, { max: 1 })
    const cut = restore()
    cut.catch(() => undefined)
    for (;;) {
      const { rows } = await owner.query(
        `select pid from pg_stat_activity where datname = current_database() and query ilike 'copy%from stdin%' limit 1`,
      )
      if (rows[0]) {
        await owner.query('select pg_terminate_backend($1)', [rows[0].pid])
        break
      }
    }
    await expect(cut).rejects.toThrow()
    expect((await owner.query('select from auth_user')).rowCount).toBe(0)
    expect(await readdir(dataDir)).toEqual([])
    await restore()
    expect((await owner.query('select from auth_user')).rowCount).toBeGreaterThan(0)
    await owner.end()
    await database.drop()
  }, 60_000)

  it('leaves no draft behind when it fails', async () => {
    const into = join(folder, 'failing')
    const failing = writeBackup({
      ...{ ownerUrl: office.database.ownerUrl, keyring: office.server.keyring, folder: into },
      ...{ dataDir: office.settings.dataDir, program: 'test', now: office.settings.now },
      onProgress: () => {
        throw new Error('disk full')
      },
    })
    await expect(failing).rejects.toThrow('disk full')
    expect(await readdir(into)).toEqual([])
  })
})
