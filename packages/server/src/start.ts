import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { OpenAPIHono } from '@hono/zod-openapi'
import { loadKeyring, randomPool } from '@zhucan/crypto'
import { createKysely, createPool, requireKnownSchema } from '@zhucan/db'
import { dayInShanghai, type PlainDate, problem } from '@zhucan/kernel'
import { compress } from 'hono/compress'
import {
  accessOperations,
  accessTasks,
  authenticate,
  openAccounts,
  serveWaysIn,
  sessionSecret,
} from './access/index.ts'
import { backupOperations, backupTasks, type StartBackup } from './backup/index.ts'
import { clueOperations, clueTasks } from './clues/index.ts'
import { dashboardOperations } from './dashboard/index.ts'
import { duplicateOperations, duplicateTasks } from './duplicates/index.ts'
import { erasureOperations, erasureTasks } from './erasure/index.ts'
import { exportOperations, exportRefusals, exportTasks } from './exports/index.ts'
import { healthOperations, serveMetrics } from './health/index.ts'
import { importOperations, importRefusals, importTasks } from './imports/index.ts'
import { indicatorOperations, indicatorTasks } from './indicators/index.ts'
import { linkingOperations, linkingTasks } from './linking/index.ts'
import { noticeOperations } from './notices/index.ts'
import { organisationOperations } from './organisations/index.ts'
import { oversightOperations, oversightTasks } from './oversight/index.ts'
import { paperOperations } from './papers/index.ts'
import { sealAudit } from './platform/audit-sealer.store.ts'
import type { Server } from './platform/context.ts'
import { serveDesk } from './platform/desk-files.ts'
import { serveOperations } from './platform/http.ts'
import { runJobs } from './platform/jobs-runner.ts'
import { openLargeFigures } from './platform/large-figures.ts'
import type { Operation } from './platform/operation.ts'
import { openPolicyKeeper } from './platform/policy-book.store.ts'
import { asProblem, problemResponse } from './platform/problem-response.ts'
import { securityHeaders } from './platform/security-headers.ts'
import { newUuid } from './platform/session-transaction.ts'
import { stopBell } from './platform/sse.ts'
import { policyOperations } from './policy/index.ts'
import { regionOperations } from './regions/index.ts'
import { readNewNames, registerOperations } from './register/index.ts'
import { screeningOperations, screeningRefusals, screeningTasks } from './screening/index.ts'
import { viewOperations } from './views/index.ts'
import { workOperations } from './work/index.ts'

/** What a process of the server needs to know; read once by the program that starts it. */
export interface ServerSettings {
  appUrl: string
  keysDir: string
  dataDir: string
  demo: boolean
  /** The clock of the program; tests give their own. */
  now(): number
  /** Judge everything on this day instead of today. */
  day?: PlainDate
  poolSize?: number
  /** Addresses of proxies whose `X-Forwarded-For` is believed; none if not given. */
  proxies?: readonly string[]
}

/** Every operation the API offers; the rights test walks over this very list. */
export const allOperations: Operation[] = [
  ...accessOperations,
  ...regionOperations,
  ...registerOperations,
  ...importOperations,
  ...linkingOperations,
  ...duplicateOperations,
  ...screeningOperations,
  ...clueOperations,
  ...dashboardOperations,
  ...indicatorOperations,
  ...noticeOperations,
  ...paperOperations,
  ...viewOperations,
  ...exportOperations,
  ...oversightOperations,
  ...organisationOperations,
  ...backupOperations,
  ...healthOperations,
  ...workOperations,
  ...policyOperations,
  ...erasureOperations,
]

/** Opens connections and keys. Nothing listens yet. */
export async function openServer(settings: ServerSettings) {
  const pool = createPool(settings.appUrl, { max: settings.poolSize ?? 12, onError: () => undefined })
  await requireKnownSchema(pool)
  // The log-in library calculates with int8, which our own connections read as bigint.
  const accountsPool = createPool(settings.appUrl, { max: 4, int8: 'number', onError: () => undefined })
  await mkdir(settings.dataDir, { recursive: true, mode: 0o700 })
  const server: Server = {
    pool,
    db: createKysely(pool),
    keyring: await loadKeyring(settings.keysDir, { create: false }),
    dataDir: settings.dataDir,
    keysDir: settings.keysDir,
    now: settings.now,
    day: () => settings.day ?? dayInShanghai(settings.now()),
    random: randomPool(),
    demo: settings.demo,
    proxies: settings.proxies ?? [],
    walls: { application: true },
    figures: openLargeFigures(),
    policies: openPolicyKeeper(),
  }
  const accounts = openAccounts(createKysely(accountsPool), sessionSecret(server))
  const close = async () => {
    await stopBell(pool)
    await Promise.all([pool.end(), accountsPool.end()])
  }
  return { server, accounts, close }
}

/** The whole HTTP surface on one app; used by the process and, without a socket, by the tests. */
export function buildApp(
  opened: Pick<Awaited<ReturnType<typeof openServer>>, 'server' | 'accounts'>,
  deskDir?: string,
  metricsToken?: string,
) {
  const { server, accounts } = opened
  const app = new OpenAPIHono()
  app.use(securityHeaders)
  answerFaults(app, server)
  serveMetrics(app, server, metricsToken)
  app.get('/healthz', (c) => c.json({ ok: true }))
  app.get('/readyz', async (c) => {
    await server.pool.query('select 1').catch(() => {
      throw problem('database.unreachable')
    })
    return c.json({ ok: true })
  })
  // Public words, the same for all: nothing secret beside what a caller chose, which is what makes compression tell.
  app.use('/api/v1/catalogue', compress())
  serveWaysIn(app, { server, accounts })
  serveOperations(app, server, authenticate(server), allOperations)
  app.all('/api/*', (c) => c.notFound())
  if (deskDir) app.get('*', compress(), serveDesk(deskDir))
  return app
}

/** Whatever no route answers is told as a problem too; nothing of the inside leaves. */
function answerFaults(app: OpenAPIHono, server: Server): void {
  const answer = (error: unknown) => {
    const requestId = newUuid(server)
    return problemResponse(asProblem(error, requestId, console.error), requestId)
  }
  app.onError(answer)
  app.notFound(() => answer(problem('request.not-found')))
}

/** Listens; answers until stopped, then lets running requests end. */
export async function startApi(
  settings: ServerSettings & { host: string; port: number; deskDir?: string; metricsToken?: string },
) {
  const opened = await openServer(settings)
  const app = buildApp(opened, settings.deskDir, settings.metricsToken)
  const listener = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const started = serve({ fetch: app.fetch, hostname: settings.host, port: settings.port }, () =>
      resolve(started),
    )
    started.once('error', reject)
  })
  const address = listener.address()
  return {
    port: typeof address === 'object' && address ? address.port : settings.port,
    async stop() {
      const closed = new Promise((resolve) => listener.close(resolve))
      if ('closeIdleConnections' in listener) listener.closeIdleConnections()
      const deadline = setTimeout(
        () => 'closeAllConnections' in listener && listener.closeAllConnections(),
        3_000,
      )
      await closed
      clearTimeout(deadline)
      await opened.close()
    },
  }
}

const sealEvery = 500

const reportFault = (work: string) => (error: Error) =>
  console.error(JSON.stringify({ level: 'error', fault: `${work}: ${error.message}` }))

/** New people are found by pinyin as soon as their import is through. */
const applyAndRead: (typeof importTasks)['import-apply'] = async (server, payload, user) => {
  await importTasks['import-apply'](server, payload, user)
  await readNewNames(server)
}

/** Takes jobs, reads names and seals the audit until stopped. */
export async function startWorker(settings: ServerSettings & { startBackup?: StartBackup }) {
  const opened = await openServer({ ...settings, poolSize: settings.poolSize ?? 8 })
  const { server } = opened
  await mkdir(join(settings.dataDir, 'uploads'), { recursive: true, mode: 0o700 })
  const tasks = {
    ...importTasks,
    ...linkingTasks,
    ...duplicateTasks,
    ...screeningTasks,
    ...indicatorTasks,
    ...exportTasks,
    ...erasureTasks,
    ...accessTasks,
    ...clueTasks,
    ...oversightTasks,
    'import-apply': applyAndRead,
    ...backupTasks(settings.startBackup),
  }
  const runner = await runJobs(server, tasks, { ...importRefusals, ...exportRefusals, ...screeningRefusals })
  // A backup that was due while nothing ran is made up now.
  await tasks['backup-due'](server, {}, null).catch(reportFault('backup'))
  const stopping = new AbortController()
  const reading = readNewNames(server, stopping.signal).catch(reportFault('reading of names'))
  let sealing = Promise.resolve()
  const sealer = setInterval(() => {
    sealing = sealing
      .then(async () => {
        await sealAudit(server.db, new Date(server.now()))
      })
      .catch(reportFault('audit sealer'))
  }, sealEvery)
  return {
    async stop() {
      clearInterval(sealer)
      stopping.abort()
      await runner.stop()
      await reading
      await sealing
      await sealAudit(server.db, new Date(server.now()))
      await opened.close()
    },
  }
}
