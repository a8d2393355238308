import { timingSafeEqual } from 'node:crypto'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { sm3 } from '@zhucan/crypto'
import { problem } from '@zhucan/kernel'
import type { Context } from 'hono'
import type { Server } from '../platform/index.ts'
import { openStreams } from '../platform/sse.ts'
import { gather } from './readings.ts'

/**
 * Figures for a monitoring program, in the text format of Prometheus. Only from the machine itself, or with the token:
 * they name nobody, but they tell a stranger how busy an office is.
 */
export function serveMetrics(app: OpenAPIHono, server: Server, token: string | undefined): void {
  const answered = new Map<string, number>()
  app.use(async (c, next) => {
    await next()
    const kind = `${Math.floor(c.res.status / 100)}xx`
    answered.set(kind, (answered.get(kind) ?? 0) + 1)
  })
  app.get('/metrics', async (c) => {
    if (!mayRead(c, token)) throw problem('request.not-found')
    const all = await gather(server)
    const { database, disk, memory, backup } = all
    const lines = [
      ...metric('zhucan_http_answers_total', 'counter', 'Answers by class of status', answered, 'status'),
      ...metric('zhucan_event_streams', 'gauge', 'Open streams of events', openStreams()),
      ...metric('zhucan_database_bytes', 'gauge', 'Size of the database', database.bytes),
      ...metric('zhucan_database_connections', 'gauge', 'Connections in use', database.connections),
      ...metric('zhucan_slow_statements', 'gauge', 'Statements running for over 5 s', database.slow),
      ...metric('zhucan_disk_free_bytes', 'gauge', 'Free on the data disk', disk.free),
      ...metric('zhucan_memory_free_bytes', 'gauge', 'Free memory of the machine', memory.free),
      ...metric('zhucan_process_resident_bytes', 'gauge', 'Memory of this process', memory.process),
      ...metric('zhucan_jobs_waiting', 'gauge', 'Work waiting in the queue', database.waiting),
      ...metric('zhucan_jobs_oldest_seconds', 'gauge', 'Age of the oldest of it', database.oldestWaiting),
      ...metric('zhucan_jobs_failed', 'gauge', 'Work that failed for good', database.failed),
      ...metric('zhucan_audit_unsealed', 'gauge', 'Audit entries not sealed yet', database.unsealed),
      ...metric('zhucan_audit_lag_seconds', 'gauge', 'Age of the oldest of them', all.auditLag),
      ...metric(
        'zhucan_backup_last_timestamp_seconds',
        'gauge',
        'When the last good backup was made; 0 for never',
        (backup.last?.getTime() ?? 0) / 1000,
      ),
      ...metric('zhucan_backup_late', 'gauge', '1 when it is too old', backup.isLate ? 1 : 0),
    ]
    return c.text(`${lines.join('\n')}\n`, 200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
    })
  })
}

function metric(
  name: string,
  type: 'counter' | 'gauge',
  help: string,
  value: number | ReadonlyMap<string, number>,
  label = '',
): string[] {
  const samples =
    typeof value === 'number'
      ? [`${name} ${value}`]
      : [...value].sort().map(([key, count]) => `${name}{${label}="${key}"} ${count}`)
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples]
}

/** A request that came through a proxy on this machine looks local too; those carry a mark of it. */
function mayRead(c: Context, token: string | undefined): boolean {
  const given = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]
  if (given !== undefined) return token !== undefined && timingSafeEqual(sm3(given), sm3(token))
  if (['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => c.req.header(name))) return false
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
  return /^(127\.|::1$|::ffff:127\.)/.test(incoming?.socket?.remoteAddress ?? '')
}
