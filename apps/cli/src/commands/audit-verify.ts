import { appendFile, readFile } from 'node:fs/promises'
import { createKysely, createPool, openDatabase } from '@zhucan/db'
import { type AuditAnchor, verifyAudit } from '@zhucan/server'
import { defineCommand } from '../command.ts'
import text from './audit-verify.text.json' with { type: 'json' }

const { messages } = text

export default defineCommand({
  options: { anchor: { type: 'string' } },
  async run({ values, settings, out }) {
    const { dataDir, keysDir: secretsDir, databaseUrl, databaseAppUrl, now } = settings
    const database = await openDatabase({
      dataDir,
      secretsDir,
      databaseUrl,
      databaseAppUrl,
      whenRunning: 'join',
    })
    const pool = createPool(database.appUrl, { max: 1 })
    try {
      const anchors = values.anchor ? await readAnchors(values.anchor) : []
      const report = await verifyAudit(createKysely(pool), anchors)
      out.answer(report)
      out.say(messages.counted, { ...report, faults: report.faults.length })
      for (const fault of report.faults) out.say(messages[fault.what], fault)
      if (report.faults.length > 0) return 1
      if (values.anchor) {
        await appendFile(
          values.anchor,
          `${new Date(now()).toISOString()} ${report.sealed} ${report.head}\n`,
          { mode: 0o600 },
        )
        out.say(messages.anchored, { path: values.anchor })
      }
      return 0
    } finally {
      await pool.end()
      await database.stop()
    }
  },
})

/** Each line is a moment, how many entries were sealed then, and the head; no file yet is no anchor yet. */
async function readAnchors(path: string): Promise<AuditAnchor[]> {
  const content = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return [...content.matchAll(/^\S+ (\d+) ([0-9a-f]{64})$/gm)].map(([, seq, head]) => ({
    seq: BigInt(seq!),
    head: head!,
  }))
}
