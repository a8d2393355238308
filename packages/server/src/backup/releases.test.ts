import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyringOf, loadKeyring } from '@zhucan/crypto'
import { createKysely, createPool, requireKnownSchema } from '@zhucan/db'
import { buildApp, openServer, restoreBackup, verifyAudit } from '@zhucan/server'
import { testDatabase } from '@zhucan/testing'
import { testDay } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAccounts, sessionSecret } from '../access/index.ts'

const releases = join(import.meta.dirname, '..', '..', '..', 'db', 'test', 'releases')

/** What stands beside a release's backup. */
interface Kept {
  keys: Record<string, string>
  clerk: { username: string; password: string }
  person: string
  clues: number
}

const names = (await readdir(releases)).filter((name) => name.endsWith('.zbk'))

describe.each(names)('the backup %s', (name) => {
  let folder: string
  let kept: Kept
  let database: Awaited<ReturnType<typeof testDatabase>>
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhucan-release-'))
    kept = JSON.parse(await readFile(join(releases, name.replace('.zbk', '.json')), 'utf8')) as Kept
    database = await testDatabase()
  })
  afterAll(async () => {
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  it('is restored whole, brought forward, and everything in it still opens', async () => {
    const bytes = (file: string) => Buffer.from(kept.keys[file]!, 'hex')
    const seals = Object.keys(kept.keys).filter((file) => file.startsWith('seal-'))
    const keyring = keyringOf({ root: bytes('root.key'), seals: seals.sort().map(bytes) })
    const dataDir = join(folder, 'data')
    await mkdir(dataDir)
    const { ledger } = await restoreBackup({
      ...{ path: join(releases, name), ownerUrl: database.ownerUrl, keyring, dataDir, replace: true },
    })
    expect(ledger.tables.person!.rows).toBeGreaterThan(100)
    const app = createPool(database.appUrl, { max: 1 })
    await requireKnownSchema(app)
    await app.end()

    const keysDir = join(folder, 'keys')
    await loadKeyring(keysDir, { create: true })
    const opened = await openServer({
      ...{ appUrl: database.appUrl, keysDir, dataDir, demo: true },
      ...{ now: () => Date.UTC(2026, 10, 21, 6), day: testDay },
    })
    opened.server.keyring = keyring
    try {
      expect(await verifyAudit(opened.server.db, [])).toMatchObject({ faults: [], unsealed: 0 })
      expect(await readdir(join(dataDir, 'uploads'))).toHaveLength(Object.keys(ledger.files).length)
      const logins = createPool(database.appUrl, { max: 2, int8: 'number' })
      const accounts = openAccounts(createKysely(logins), sessionSecret(opened.server))
      const web = buildApp({ ...opened, accounts })
      const answer = await web.request('/api/auth/sign-in', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(kept.clerk),
      })
      expect(answer.status).toBe(200)
      const cookie = answer.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ')
      const get = async (path: string) => (await web.request(path, { headers: { cookie } })).json()
      expect((await get('/api/v1/clues')).total).toBe(kept.clues)
      const revealed = await web.request(`/api/v1/persons/${kept.person}/reveal`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ field: 'id', reason: 'checking the file' }),
      })
      expect(JSON.stringify(await revealed.json())).toMatch(/99\d{15}[\dX]/)
      await logins.end()
    } finally {
      await opened.close()
    }
  }, 120_000)
})
