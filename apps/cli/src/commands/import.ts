import { openDatabase } from '@zhucan/db'
import { type PlainDate, plainDate, problem } from '@zhucan/kernel'
import { findLogin, findUser, isDemoDatabase, openServer, type TakenFile, takeFile } from '@zhucan/server'
import { defineCommand } from '../command.ts'
import type { Output } from '../output.ts'
import type { Settings } from '../settings.ts'
import { wrongUse } from '../wrong-use.ts'
import text from './import.text.json' with { type: 'json' }

const { messages } = text

export default defineCommand({
  options: {
    user: { type: 'string' },
    day: { type: 'string' },
    check: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
  },
  positionals: { min: 1, max: 100 },
  async run({ values, positionals, settings, out }) {
    if (!values.user) throw wrongUse('importUser')
    const day = values.day === undefined ? undefined : plainDate(values.day)
    const taken = await withUser(settings, values.user, day, async (server, user) => {
      const results: (TakenFile & { file: string })[] = []
      for (const file of positionals) {
        out.note(messages.taking, { file })
        const options = { checkOnly: values.check, again: values.again }
        results.push({ file, ...(await takeFile(server, user, file, options)) })
        tell(out, results.at(-1)!)
      }
      return results
    })
    out.answer(taken)
    return taken.some(({ counts }) => (counts.faulty ?? 0) + (counts.invalid ?? 0) > 0) ? 1 : 0
  },
})

type Opened = Awaited<ReturnType<typeof openServer>>
type Clerk = NonNullable<Awaited<ReturnType<typeof findUser>>>

/** Joins the database whether or not the service is running, as the user of that name. */
async function withUser<Result>(
  settings: Settings,
  username: string,
  day: PlainDate | undefined,
  work: (server: Opened['server'], user: Clerk) => Promise<Result>,
): Promise<Result> {
  const { dataDir, keysDir, databaseUrl, databaseAppUrl, now } = settings
  const database = await openDatabase({
    ...{ dataDir, databaseUrl, databaseAppUrl },
    secretsDir: keysDir,
    whenRunning: 'join',
  })
  try {
    const demo = await isDemoDatabase(database.appUrl)
    const opened = await openServer({
      appUrl: database.appUrl,
      ...{ keysDir, dataDir, demo, now },
      ...(day && { day }),
    })
    try {
      const id = await findLogin(opened.server.db, username)
      const user = id === null ? null : await findUser(opened.server, id)
      if (!user) throw problem('access.no-appointment')
      return await work(opened.server, user)
    } finally {
      await opened.close()
    }
  } finally {
    await database.stop()
  }
}

function tell(out: Output, { file, state, fileType, counts, faults }: TakenFile & { file: string }): void {
  out.say(state === 'done' ? messages.done : messages.checked, { file, fileType, rows: counts.rows ?? 0 })
  for (const [kind, label] of Object.entries(messages.counts)) {
    const count = counts[kind] ?? 0
    if (count > 0) out.say(label, { count })
  }
  for (const { code, count } of faults) out.line(`  ${code.padEnd(30)}${count}`)
}
