import type { z } from '@hono/zod-openapi'
import type { Action } from '@zhucan/catalogue'
import type { AuditEntry } from './audit.store.ts'
import type { Ctx, Server, User } from './context.ts'

type Shape = z.ZodType

/** The parts of a request, each checked by its own schema before any work starts. */
export interface Input<P extends Shape, Q extends Shape, B extends Shape> {
  params: z.infer<P>
  query: z.infer<Q>
  body: z.infer<B>
  headers: Headers
  /** What `receive` made of a streamed body. */
  received?: unknown
}

interface Common<P extends Shape, Q extends Shape, B extends Shape> {
  path: `/api/v1/${string}`
  summary: string
  right: Action
  params?: P
  query?: Q
  body?: B
}

/** One read. `audit` says what is logged before the answer leaves, or that nobody can be recognised in it. */
export interface Query<P extends Shape, Q extends Shape, B extends Shape, O extends Shape>
  extends Common<P, Q, B> {
  /** POST is allowed for reads whose input must not stand in an address (a number searched for). */
  method?: 'get' | 'post'
  output: O | 'file'
  run(ctx: Ctx, input: Input<P, Q, B>): Promise<z.input<O> | Response>
  audit: 'no-personal-data' | ((output: z.input<O>, input: Input<P, Q, B>) => AuditEntry)
}

/** A request whose work was rolled back. */
export interface Refused {
  user: User
  error: unknown
  requestId: string
}

/** One write. It does not compile without its audit entry. */
export interface Command<P extends Shape, Q extends Shape, B extends Shape, O extends Shape>
  extends Common<P, Q, B> {
  method: 'post' | 'put' | 'delete'
  output: O
  /** Takes the raw body before the transaction opens: a slow upload must not hold a connection. */
  receive?(server: Server, request: Request): Promise<unknown>
  run(ctx: Ctx, input: Input<P, Q, B>): Promise<z.input<O>>
  audit(output: z.input<O>, input: Input<P, Q, B>): AuditEntry
  /** What has to be kept of a refusal, in transactions of its own: the work's own is gone. */
  refused?(server: Server, refused: Refused): Promise<void>
}

/** A registered operation, types forgotten; what the route table and the rights test walk over. */
export interface Operation {
  kind: 'query' | 'command'
  method: 'get' | 'post' | 'put' | 'delete'
  path: `/api/v1/${string}`
  summary: string
  right: Action
  params?: Shape
  query?: Shape
  body?: Shape
  output: Shape | 'file'
  receive?(server: Server, request: Request): Promise<unknown>
  run(ctx: Ctx, input: Input<Shape, Shape, Shape>): Promise<unknown>
  audit: 'no-personal-data' | ((output: never, input: never) => AuditEntry)
  refused?(server: Server, refused: Refused): Promise<void>
}

/** Declares a read. */
export const query = <P extends Shape, Q extends Shape, B extends Shape, O extends Shape>(
  q: Query<P, Q, B, O>,
): Operation => ({ kind: 'query', ...q, method: q.method ?? 'get' }) as Operation

/** Declares a write. */
export const command = <P extends Shape, Q extends Shape, B extends Shape, O extends Shape>(
  c: Command<P, Q, B, O>,
): Operation => ({ kind: 'command', ...c }) as Operation
