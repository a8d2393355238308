import { problem } from '@zhucan/kernel'
import type { Pool } from 'pg'
import { findUser } from '../access/index.ts'
import type { Ctx } from './context.ts'
import { findProgress, type Progress } from './jobs.store.ts'
import { inSession } from './session-transaction.ts'

/** Who waits for a piece of work: woken at each change, ended where nothing listens for it any more. */
interface Watcher {
  wake(): void
  end(): void
}

/** Wakes whoever waits for a piece of work: one database connection listens for all watchers of this process. */
export interface ProgressBell {
  onRing(id: string, watcher: Watcher): () => void
  stop(): void
}

const bells = new WeakMap<Pool, Promise<ProgressBell>>()

/** The bell of a pool, started when first asked for; one that would not start is tried again by the next watcher. */
export function progressBell(pool: Pool): Promise<ProgressBell> {
  const known = bells.get(pool)
  if (known) return known
  const bell = startBell(pool)
  bells.set(pool, bell)
  bell.catch(() => bells.delete(pool))
  return bell
}

/** Gives the listening connection back, if anybody ever watched; a pool cannot end before. */
export async function stopBell(pool: Pool): Promise<void> {
  const bell = bells.get(pool)
  if (bell) (await bell).stop()
}

async function startBell(pool: Pool): Promise<ProgressBell> {
  const watchers = new Map<string, Set<Watcher>>()
  const client = await pool.connect()
  let isOver = false
  // A browser whose stream ends asks anew; one whose stream falls silent waits for ever.
  const stop = () => {
    if (isOver) return
    isOver = true
    bells.delete(pool)
    client.release(true)
    for (const set of [...watchers.values()]) for (const { end } of [...set]) end()
  }
  client.on('notification', ({ payload }) => {
    for (const { wake } of watchers.get(payload ?? '') ?? []) wake()
  })
  client.on('error', stop)
  await client.query('listen zhucan_progress').catch((error: unknown) => {
    stop()
    throw error
  })
  return {
    onRing(id, watcher) {
      const set = watchers.get(id) ?? new Set()
      set.add(watcher)
      watchers.set(id, set)
      return () => {
        set.delete(watcher)
        if (set.size === 0) watchers.delete(id)
      }
    },
    stop,
  }
}

/** A browser keeps six connections to a place, so nobody needs more; who takes more takes them from others. */
const mostStreams = 12
const streams = new Map<string, number>()

/** Streams of this process that are open now. */
export const openStreams = (): number => [...streams.values()].reduce((sum, count) => sum + count, 0)

/** Counts a stream of a user until the answer is called. Problem 'request.too-many'. */
function countStream(userId: string): () => void {
  const count = streams.get(userId) ?? 0
  if (count >= mostStreams) throw problem('request.too-many')
  streams.set(userId, count + 1)
  let isOver = false
  return () => {
    if (isOver) return
    isOver = true
    const left = (streams.get(userId) ?? 1) - 1
    if (left === 0) streams.delete(userId)
    else streams.set(userId, left)
  }
}

const finished = new Set(['ready', 'mapping', 'done', 'failed', 'refused', 'discarded', 'undone'])
const heartbeat = 15_000

/**
 * The progress of one piece of work as server-sent events: the present state at once, then each change; ends when the
 * work is over. Every event is read anew through row security and the user's present reach, never taken from the
 * notification.
 */
export async function progressEvents(ctx: Ctx, id: string): Promise<Response> {
  const leave = countStream(ctx.user.id)
  let stop = leave
  const stream = new ReadableStream<Uint8Array>({
    // Not awaited by the answer: whoever asks holds a connection until then, and the bell may want one of its own.
    async start(controller) {
      const channel = openChannel(controller)
      let isOver = false
      stop = () => {
        isOver = true
        leave()
        channel.close()
      }
      const bell = await progressBell(ctx.pool).catch(() => null)
      if (!bell) return stop()
      if (isOver) return
      stop = listen(ctx, id, { channel, bell, leave })
    },
    cancel: () => stop(),
  })
  return new Response(stream, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  })
}

/** Sends the present state and each change until the work is over or the answer is called. */
function listen(
  ctx: Ctx,
  id: string,
  { channel, bell, leave }: { channel: Channel; bell: ProgressBell; leave: () => void },
): () => void {
  const tell = oneAtATime(async () => {
    const progress = await readProgress(ctx, id)
    if (progress) channel.send(`event: progress\ndata: ${JSON.stringify(progress)}\n\n`)
    if (!progress || finished.has(progress.state)) stop()
  })
  const silence = bell.onRing(id, { wake: () => void tell(), end: () => stop() })
  const beat = setInterval(() => channel.send(': still here\n\n'), heartbeat)
  const stop = () => {
    leave()
    silence()
    clearInterval(beat)
    channel.close()
  }
  void tell()
  return stop
}

/** Null ends the stream: the work or the watcher's appointment is gone, or nobody can say. */
function readProgress(ctx: Ctx, id: string): Promise<Progress | null> {
  const look = async (now: Ctx) =>
    (await findUser(now, ctx.user.id, ctx.user.appointmentId)) ? findProgress(now, id) : null
  return inSession(ctx, ctx.user, look).catch(() => null)
}

type Channel = ReturnType<typeof openChannel>

/** A reader may go away at any moment, also between a question to the database and its answer. */
function openChannel(controller: ReadableStreamDefaultController<Uint8Array>) {
  const encoder = new TextEncoder()
  const unlessGone = (work: () => void) => {
    try {
      work()
    } catch {
      // The reader closed it first.
    }
  }
  return {
    send: (text: string) => unlessGone(() => controller.enqueue(encoder.encode(text))),
    close: () => unlessGone(() => controller.close()),
  }
}

/** Calls that come while one is running are answered by one more run behind it. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running = false
  let again = false
  return async function run() {
    again = running
    if (running) return
    running = true
    await work()
    running = false
    if (again) await run()
  }
}
