import { verifyAudit } from '../platform/audit-sealer.store.ts'
import { newUuid, type Server } from '../platform/index.ts'

const mostFaults = 200

/** Recomputes the whole chain, holds it against the heads of earlier checks, and keeps what was found. */
export async function checkChain(server: Server): Promise<void> {
  const earlier = await server.db
    .selectFrom('auditCheck')
    .select(['sealed', 'head'])
    .orderBy('at', 'desc')
    .limit(400)
    .execute()
  const report = await verifyAudit(
    server.db,
    earlier.map(({ sealed, head }) => ({ seq: sealed, head })),
  )
  await server.db
    .insertInto('auditCheck')
    .values({
      id: newUuid(server),
      at: new Date(server.now()),
      sealed: BigInt(report.sealed),
      head: report.head,
      faults: JSON.stringify(report.faults.slice(0, mostFaults)),
    })
    .execute()
}
