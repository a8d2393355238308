import type { PolicyBook, Role } from '@zhucan/catalogue'
import type { Keyring } from '@zhucan/crypto'
import type { Database } from '@zhucan/db'
import type { PlainDate } from '@zhucan/kernel'
import type { Kysely } from 'kysely'
import type { Pool, PoolClient } from 'pg'
import type { LargeFigures } from './large-figures.ts'
import type { PolicyKeeper } from './policy-book.store.ts'

/** Half-open range of 12-digit region codes: `code >= lo and code < hi`. */
export interface CodeRange {
  lo: string
  hi: string
}

/** Who asks: read from the database at each request, so that a withdrawn right is gone at once. */
export interface User {
  id: string
  name: string
  username: string
  role: Role
  organisationId: string
  organisationName: string
  /** The region the organisation sits in. */
  region: string
  reach: CodeRange[]
  /** The office acted from; work that is done later is done from the same one. Nobody but the installation itself has none. */
  appointmentId?: string
  /** The session asked from; a job acts for a user without one. */
  session?: { id: string; appointmentId: string; confirmedAt: number }
}

/** The application's own wall; a test switches it off to prove that row security holds alone. */
export interface Walls {
  application: boolean
}

/** What the whole server stands on; made once at start. */
export interface Server {
  /** The application's role: neither owner nor superuser. */
  pool: Pool
  /** Outside a session it sees only what has no row security: log-ins, organisations, regions. */
  db: Kysely<Database>
  keyring: Keyring
  dataDir: string
  /** Where the keys lie; only to tell whether that is a disk of its own. */
  keysDir: string
  now(): number
  /** The day all rules are judged on: today in Shanghai, or the day the server was started for. */
  day(): PlainDate
  random(bytes: number): Uint8Array
  demo: boolean
  /** Addresses of proxies whose `X-Forwarded-For` is believed. */
  proxies: readonly string[]
  walls: Walls
  /** Large figures of areas, kept for a moment. */
  figures: LargeFigures
  /** The lines of policy, kept for a moment. */
  policies: PolicyKeeper
}

/** What a query or command sees: one transaction, one user, one clock. */
export interface Ctx extends Server {
  /** Shares its transaction with `client`, which is for COPY. */
  db: Kysely<Database>
  client: PoolClient
  user: User
  requestId: string
  /** Every line of policy, shipped or set by an office: what holds where, from which day. */
  policy: PolicyBook
  newId(): string
  /** The one person a temporary access opens beside the area, for the length of a piece of work. */
  glass?: { personId: string }
}

/** The reach as PostgreSQL's codemultirange text. */
export const reachText = (reach: CodeRange[]): string =>
  `{${reach.map((r) => `[${r.lo},${r.hi})`).join(',')}}`

/** Reads PostgreSQL's codemultirange text back. */
export const parseReach = (text: string): CodeRange[] =>
  [...text.matchAll(/\[(\d{12}),(\d+)\)/g)].map((m) => ({ lo: m[1]!, hi: m[2]! }))
