import { appendFile } from 'node:fs/promises'
import { createKysely, createPool, openDatabase } from '@zhucan/db'
import { verifyAudit } from '@zhucan/server'
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
      const report = await verifyAudit(createKysely(pool))
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
