import type { Pool } from 'pg'
import type { Ctx, Server } from './context.ts'
import { findProgress } from './jobs.store.ts'
import { inSession } from './session-transaction.ts'

/** Wakes whoever waits for a piece of work: one database connection listens for all watchers of this process. */
export interface ProgressBell {
  onRing(id: string, wake: () => void): () => void
  stop(): void
}

const bells = new WeakMap<Pool, Promise<ProgressBell>>()

/** The bell of a pool, started when first asked for. */
export function progressBell(pool: Pool): Promise<ProgressBell> {
  const known = bells.get(pool)
  if (known) return known
  const bell = startBell(pool)
  bells.set(pool, bell)
  return bell
}

/** Gives the listening connection back, if anybody ever watched; a pool cannot end before. */
export async function stopBell(pool: Pool): Promise<void> {
  const bell = bells.get(pool)
  if (bell) (await bell).stop()
}

async function startBell(pool: Pool): Promise<ProgressBell> {
  const watchers = new Map<string, Set<() => void>>()
  const client = await pool.connect()
  client.on('notification', ({ payload }) => {
    for (const wake of watchers.get(payload ?? '') ?? []) wake()
  })
  const lost = () => bells.delete(pool)
  client.on('error', lost)
  await client.query('listen zhucan_progress')
  return {
    onRing(id, wake) {
      const set = watchers.get(id) ?? new Set()
      set.add(wake)
      watchers.set(id, set)
      return () => {
        set.delete(wake)
        if (set.size === 0) watchers.delete(id)
      }
    },
    stop() {
      lost()
      client.release(true)
    },
  }
}

const finished = new Set(['ready', 'mapping', 'done', 'failed', 'refused', 'discarded'])
const heartbeat = 15_000

/**
 * The progress of one piece of work as server-sent events: the present state at once, then each change; ends when the
 * work is over. Every event is read anew through row security, never taken from the notification.
 */
export async function progressEvents(ctx: Ctx, id: string): Promise<Response> {
  const server: Server = ctx
  const bell = await progressBell(server.pool)
  const encoder = new TextEncoder()
  let stop: () => void = () => undefined
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      let busy = false
      let again = false
      const tell = async () => {
        if (busy) {
          again = true
          return
        }
        busy = true
        const progress = await inSession(server, ctx.user, (c) => findProgress(c, id)).catch(() => null)
        if (progress)
          controller.enqueue(encoder.encode(`event: progress\ndata: ${JSON.stringify(progress)}\n\n`))
        busy = false
        if (!progress || finished.has(progress.state)) return stop()
        if (again) {
          again = false
          await tell()
        }
      }
      const silence = bell.onRing(id, () => void tell())
      const beat = setInterval(() => controller.enqueue(encoder.encode(': still here\n\n')), heartbeat)
      stop = () => {
        silence()
        clearInterval(beat)
        try {
          controller.close()
        } catch {
          // The reader closed it first.
        }
      }
      await tell()
    },
    cancel: () => stop(),
  })
  return new Response(stream, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  })
}
