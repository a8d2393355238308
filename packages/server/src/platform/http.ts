import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { mayDo } from '@zhucan/catalogue'
import { Problem, problem } from '@zhucan/kernel'
import type { Context } from 'hono'
import { insertAudit } from './audit.store.ts'
import type { Ctx, Server, User } from './context.ts'
import { readJson } from './json-body.ts'
import type { Input, Operation, Refused } from './operation.ts'
import { asProblem, problemResponse, problemSchema } from './problem-response.ts'
import { inSession, newUuid } from './session-transaction.ts'
import { openTurns, type Turns } from './turns.ts'

type Shape = z.ZodType

/** Finds who asks, from the cookie; null when signed out. */
export type Authenticate = (request: Request) => Promise<User | null>

/** Puts the operations behind their rights. Returns the app and the list of what it serves, for the rights test. */
export function serveOperations(
  app: OpenAPIHono,
  server: Server,
  who: Authenticate,
  operations: Operation[],
) {
  const door: Door = { server, who, turns: openTurns({ width: 4, longest: 100 }) }
  for (const operation of operations) {
    describe(app, operation)
    app.on(operation.method, operation.path.replaceAll(/\{(\w+)\}/g, ':$1'), (c) =>
      answer(c, door, operation),
    )
  }
  app.doc31('/api/openapi.json', { openapi: '3.1.0', info: { title: 'Zhucan', version: 'v1' } })
}

/** What stands between a request and its operation. */
interface Door {
  server: Server
  who: Authenticate
  turns: Turns
}

async function answer(c: Context, door: Door, operation: Operation): Promise<Response> {
  const { server } = door
  const requestId = newUuid(server)
  try {
    refuseForeignOrigin(c, operation)
    const user = await door.who(c.req.raw)
    if (!user) throw problem('access.not-signed-in')
    if (server.walls.application && !mayDo(user.role, operation.right)) throw problem('access.forbidden')
    const input = await readInput(c, operation)
    if (operation.receive) input.received = await operation.receive(server, c.req.raw)
    const work = (ctx: Ctx) => runAudited(ctx, operation, input)
    const output = await door.turns(user.id, () =>
      inSession(server, user, work, requestId).catch((error: unknown) =>
        noteRefusal(door, operation, { user, error, requestId }),
      ),
    )
    if (operation.kind === 'command') server.figures.wrote(user.id, server.now())
    if (output instanceof Response) return output
    return c.body(toJson(operation, output), 200, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    })
  } catch (error) {
    return problemResponse(asProblem(error, requestId, console.error), requestId)
  }
}

/** What was refused rolled back with its entry, so the refusal is written down on its own before it is told. */
async function noteRefusal(door: Door, operation: Operation, refused: Refused): Promise<never> {
  const { server } = door
  const { user, error, requestId } = refused
  if (error instanceof Problem && error.code === 'export.budget-spent')
    await inSession(
      server,
      user,
      (ctx) => insertAudit(ctx, { action: 'export.refused', details: { ...error.params } }),
      requestId,
    )
  await operation.refused?.(server, refused)
  throw error
}

async function runAudited(ctx: Ctx, operation: Operation, input: Input<Shape, Shape, Shape>) {
  const result = await operation.run(ctx, input)
  if (operation.audit !== 'no-personal-data')
    await insertAudit(ctx, operation.audit(result as never, input as never))
  return result
}

/** The output schema strips every field it does not name, so a store cannot leak a column by accident. */
function toJson(operation: Operation, output: unknown): string {
  return JSON.stringify(operation.output === 'file' ? output : operation.output.parse(output))
}

const largestBody = 1_000_000

async function readInput(c: Context, operation: Operation): Promise<Input<Shape, Shape, Shape>> {
  return {
    params: check(operation.params, c.req.param()),
    query: check(operation.query, c.req.query()),
    body: operation.body ? check(operation.body, await readJson(c.req.raw, largestBody)) : undefined,
    headers: c.req.raw.headers,
  }
}

function check(schema: Shape | undefined, value: unknown): unknown {
  if (!schema) return undefined
  const result = schema.safeParse(value)
  const first = result.error?.issues[0]
  if (first) throw problem('request.invalid', { field: first.path.join('.'), rule: first.code ?? '' })
  if (holdsNul(result.data)) throw problem('request.invalid', { field: '', rule: 'nul' })
  return result.data
}

/** PostgreSQL keeps no NUL in a text; it is refused here, where the sender can be told. */
function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\u0000')
  return typeof value === 'object' && value !== null && Object.entries(value).flat().some(holdsNul)
}

/** A browser sends Origin with every write; another site's page must not write with our cookie. */
export function refuseForeignOrigin(c: Context, operation: { method: string }): void {
  const origin = c.req.header('origin')
  if (operation.method === 'get' || origin === undefined) return
  if (!URL.canParse(origin) || new URL(origin).host !== c.req.header('host'))
    throw problem('request.foreign-origin')
}

function describe(app: OpenAPIHono, operation: Operation): void {
  app.openAPIRegistry.registerPath({
    method: operation.method,
    path: operation.path,
    summary: operation.summary,
    description: `Right: ${operation.right}`,
    request: {
      ...(operation.params && { params: operation.params as z.ZodObject }),
      ...(operation.query && { query: operation.query as z.ZodObject }),
      ...(operation.body && { body: { content: { 'application/json': { schema: operation.body } } } }),
    },
    responses: {
      200: {
        description: 'OK',
        content:
          operation.output === 'file'
            ? { 'application/octet-stream': { schema: z.string() } }
            : { 'application/json': { schema: operation.output } },
      },
      default: { description: 'Problem', content: { 'application/problem+json': { schema: problemSchema } } },
    },
  })
}
