import { resolve } from 'node:path'
import { makeBackup } from '@zhucan/server'
import { programVersion } from '../backup/program-version.ts'
import { withServer } from '../backup/with-server.ts'
import { defineCommand } from '../command.ts'
import text from './backup.text.json' with { type: 'json' }

const { messages } = text
const megabyte = 1024 ** 2

export default defineCommand({
  options: { to: { type: 'string' }, run: { type: 'string' } },
  async run({ values, settings, out }) {
    const folder = values.to === undefined ? settings.backupsDir : resolve(values.to)
    const start = performance.now()
    let told = 0
    const written = await withServer(settings, (server, database) =>
      makeBackup(server, {
        ...{ ownerUrl: database.ownerUrl, folder, program: programVersion, runId: values.run },
        onProgress: ({ phase, rows, total }) => {
          if (performance.now() - told < 2_000) return
          told = performance.now()
          out.note(messages[phase], { rows, total })
        },
      }),
    )
    const { path, size, header, ledger } = written
    const counts = {
      ...{ path, size, rows: ledger.rows, tables: Object.keys(ledger.tables).length },
      files: Object.keys(ledger.files).length,
      seconds: Number(((performance.now() - start) / 1000).toFixed(1)),
    }
    out.answer({ ...counts, header })
    out.say(messages.done, { ...counts, size: (size / megabyte).toFixed(1) })
    out.say(messages.key, { key: header.key })
    return 0
  },
})
