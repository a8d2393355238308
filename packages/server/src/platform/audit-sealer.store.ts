import { createHash } from 'node:crypto'
import type { Database } from '@zhucan/db'
import { type Kysely, sql } from 'kysely'
import { housekeeper } from './housekeeper.ts'

interface Entry {
  id: string
  at: Date
  actorId: string | null
  actorName: string | null
  role: string | null
  action: string
  subjectKind: string | null
  subjectId: string | null
  fields: string[]
  details: unknown
  reason: string | null
  requestId: string | null
  organisationId: string | null
}

interface Link {
  seq: bigint
  auditId: string
  entryHash: Buffer
  chainHash: Buffer
}

const sealerLock = 7_240_117
const batch = 2_000
const origin = Buffer.alloc(32)

const sm3 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sm3')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/**
 * The entry as one line whose bytes never depend on the database's own spelling of JSON. Entries without an office, and all that
 * were sealed before offices were kept, end with the request.
 */
const canonical = (e: Entry): string =>
  JSON.stringify([
    e.id,
    e.at.toISOString(),
    e.actorId,
    e.actorName,
    e.role,
    e.action,
    e.subjectKind,
    e.subjectId,
    e.fields,
    sorted(e.details),
    e.reason,
    e.requestId,
    ...(e.organisationId === null ? [] : [e.organisationId]),
  ])

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  )
}

const entryColumns = sql`a.id, a.at, a.actor_id, a.actor_name, a.role, a.action, a.subject_kind, a.subject_id,
  a.fields, a.details, a.reason, a.request_id, a.organisation_id`

/** All of the audit is read by nobody but the installation itself, which chains it. */
const asInstallation = (trx: Kysely<Database>) =>
  sql`select set_config('app.user_id', ${housekeeper.id}, true)`.execute(trx)

/**
 * Chains the entries that are committed and not yet sealed; returns how many. One sealer at a time.
 * What a pass sees is committed, and what commits later is seen by a later pass: the chain only ever grows at its
 * end, in commit order to the interval of the passes.
 */
export async function sealAudit(db: Kysely<Database>, now: Date): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await asInstallation(trx)
    const lock = await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(${sealerLock}) as got`.execute(
      trx,
    )
    if (!lock.rows[0]?.got) return 0
    const entries = await sql<Entry>`
      select ${entryColumns} from audit a left join audit_chain c on c.audit_id = a.id
      where c.audit_id is null order by a.at, a.id limit ${batch}`.execute(trx)
    if (entries.rows.length === 0) return 0
    const last = await sql<Link>`select * from audit_chain order by seq desc limit 1`.execute(trx)
    let seq = last.rows[0]?.seq ?? 0n
    let previous = last.rows[0]?.chainHash ?? origin
    const links = entries.rows.map((entry) => {
      const entryHash = sm3(canonical(entry))
      previous = sm3(previous, entryHash)
      seq += 1n
      return { seq, auditId: entry.id, entryHash, chainHash: previous, sealedAt: now }
    })
    for (let i = 0; i < links.length; i += 500) {
      await trx
        .insertInto('auditChain')
        .values(links.slice(i, i + 500))
        .execute()
    }
    return links.length
  })
}

/** What the check of the chain found; `unsealed` is the tail that a killed server had not chained yet. */
export interface AuditReport {
  entries: number
  sealed: number
  unsealed: number
  head: string
  faults: { seq: string; auditId: string; what: 'changed' | 'missing' | 'broken-link' | 'gap' | 'replaced' }[]
}

/** The head of the chain as it was once written down elsewhere: how many entries were sealed, and the last link. */
export interface AuditAnchor {
  seq: bigint
  head: string
}

/** Recomputes the whole chain, a page at a time, and holds it against what was written down elsewhere. */
export const verifyAudit = (db: Kysely<Database>, anchors: AuditAnchor[] = []): Promise<AuditReport> =>
  db.transaction().execute(async (trx) => {
    await asInstallation(trx)
    return recompute(trx, anchors)
  })

async function recompute(db: Kysely<Database>, anchors: AuditAnchor[]): Promise<AuditReport> {
  const faults: AuditReport['faults'] = []
  let previous: Buffer = origin
  let seq = 0n
  for (;;) {
    const page = await sql<Link & Entry & { present: boolean }>`
      select c.seq, c.audit_id, c.entry_hash, c.chain_hash, ${entryColumns}, a.id is not null as present
      from audit_chain c left join audit a on a.id = c.audit_id
      where c.seq > ${seq} order by c.seq limit ${batch}`.execute(db)
    if (page.rows.length === 0) break
    for (const row of page.rows) {
      const what = faultOf(row, seq, previous)
      if (what) faults.push({ seq: String(row.seq), auditId: row.auditId, what })
      seq = row.seq
      previous = row.chainHash
    }
  }
  faults.push(...(await findReplaced(db, anchors)))
  const counts = await sql<{ entries: bigint; unsealed: bigint }>`
    select (select count(*) from audit) as entries,
      (select count(*) from audit a left join audit_chain c on c.audit_id = a.id where c.audit_id is null) as unsealed
    `.execute(db)
  const { entries, unsealed } = counts.rows[0]!
  return {
    entries: Number(entries),
    // As far as was looked at, so that it fits the head although the sealer goes on meanwhile.
    sealed: Number(seq),
    unsealed: Number(unsealed),
    head: previous.toString('hex'),
    faults,
  }
}

/** Who owns the database can make a chain anew that fits itself; it cannot fit an old head. */
async function findReplaced(db: Kysely<Database>, anchors: AuditAnchor[]): Promise<AuditReport['faults']> {
  const faults: AuditReport['faults'] = []
  for (const { seq, head } of anchors.filter((anchor) => anchor.seq > 0n)) {
    const link = await db.selectFrom('auditChain').selectAll().where('seq', '=', seq).executeTakeFirst()
    if (link?.chainHash.toString('hex') !== head)
      faults.push({ seq: String(seq), auditId: link?.auditId ?? '', what: 'replaced' })
  }
  return faults
}

function faultOf(row: Link & Entry & { present: boolean }, seq: bigint, previous: Buffer) {
  if (row.seq !== seq + 1n) return 'gap'
  if (!row.present) return 'missing'
  if (!sm3(canonical(row)).equals(row.entryHash)) return 'changed'
  if (!sm3(previous, row.entryHash).equals(row.chainHash)) return 'broken-link'
  return null
}
