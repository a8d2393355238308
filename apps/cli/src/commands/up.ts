import { join } from 'node:path'
import { type OpenDatabase, openDatabase } from '@zhucan/db'
import { type PlainDate, plainDate, problem } from '@zhucan/kernel'
import { defineCommand, type ExitCode } from '../command.ts'
import type { Output } from '../output.ts'
import type { Settings } from '../settings.ts'
import { prepareDemo } from '../up/fill-demo.ts'
import { backupMaker } from '../up/make-backups.ts'
import { type Part, startPart } from '../up/part.ts'
import { prepareDatabase } from '../up/prepare-database.ts'
import { serverUrl, writeServerFile } from '../up/server-file.ts'
import { listenForStop, type StopRequest } from '../up/stop-request.ts'
import words from './up.text.json' with { type: 'json' }

const apps = join(import.meta.dirname, '..', '..', '..')
const scripts = ['api', 'worker'].map((name) => join(apps, name, 'src', 'main.ts'))

/** What the program is started for. */
interface Wish {
  demo: boolean
  day: PlainDate | undefined
  /** Size of an invented register, on its first start. */
  persons: number
}

export default defineCommand({
  options: {
    demo: { type: 'boolean', default: false },
    day: { type: 'string' },
    persons: { type: 'string', default: '12000' },
  },
  async run({ values, settings, out }) {
    const wish = {
      demo: values.demo,
      day: values.day === undefined ? undefined : plainDate(values.day),
      persons: Number(values.persons),
    }
    const stop = listenForStop(settings.now)
    out.note(words.messages.opening, { folder: settings.dataDir })
    const { dataDir, keysDir: secretsDir, databaseUrl, databaseAppUrl } = settings
    const database = await openDatabase({ dataDir, secretsDir, databaseUrl, databaseAppUrl })
    try {
      return await serve(database, settings, wish, { stop, out })
    } finally {
      await database.stop()
      out.note(words.messages.stopped)
    }
  },
})

async function serve(
  database: OpenDatabase,
  settings: Settings,
  wish: Wish,
  { stop, out }: { stop: StopRequest; out: Output },
): Promise<ExitCode> {
  const preparing = prepare(database, settings, wish, out)
  if (await isAskedBefore(preparing, stop)) return 0
  const parts: Part[] = []
  const backups = backupMaker(join(settings.dataDir, 'logs'))
  try {
    const environment = partEnvironment(database, settings, wish)
    const logs = join(settings.dataDir, 'logs')
    for (const script of scripts) parts.push(await startPart(script, environment, logs))
    for (const part of parts) part.onBackup(backups.make)
    const ready = Promise.all(parts.map((part) => part.ready))
    if (await isAskedBefore(ready, stop)) return 0
    const port = (await ready).find((word) => word.port !== undefined)?.port ?? settings.port
    const forget = await announce(settings, port, out)
    const dead = await firstGone(database, parts, stop, settings.dataDir).finally(forget)
    if (dead !== null) throw problem('program.ended', dead)
    return 0
  } finally {
    out.note(words.messages.stopping)
    await Promise.all([backups.stop(), ...parts.map((part) => part.stop(stop.forced))])
  }
}

async function prepare(database: OpenDatabase, settings: Settings, wish: Wish, out: Output): Promise<void> {
  const { demo, persons } = wish
  await prepareDatabase(database, settings, { demo, persons, out, phases: words.messages })
  if (demo) await prepareDemo(database.appUrl, settings, wish, out)
}

/** Whether the stop came before the work was done; the work then fails later, unheard. */
async function isAskedBefore(work: Promise<unknown>, stop: StopRequest): Promise<boolean> {
  const asked = await Promise.race([work.then(() => false), stop.asked.then(() => true)])
  if (asked) work.catch(() => undefined)
  return asked
}

/** The parts get the application's log-in only, never the owner's. */
function partEnvironment(database: OpenDatabase, settings: Settings, { demo, day }: Wish): NodeJS.ProcessEnv {
  const { DATABASE_URL: _owner, ...environment } = process.env
  return {
    ...environment,
    DATABASE_APP_URL: database.appUrl,
    ZHUCAN_DATA: settings.dataDir,
    ZHUCAN_KEYS: settings.keysDir,
    ZHUCAN_DEMO: demo ? '1' : '',
    ZHUCAN_DAY: day ?? '',
    HOST: settings.host,
    PORT: String(settings.port),
  }
}

async function announce(settings: Settings, port: number, out: Output): Promise<() => Promise<void>> {
  const url = serverUrl(settings.host, port)
  if (port !== settings.port) out.note(words.messages.otherPort, { taken: settings.port, port })
  out.say(words.messages.ready, { url })
  out.note(words.messages.howToStop, { logs: join(settings.dataDir, 'logs') })
  out.answer({ url, port })
  return writeServerFile(settings.dataDir, url)
}

/** Waits until asked to stop (null) or until something that should run is gone. */
async function firstGone(
  database: OpenDatabase,
  parts: Part[],
  stop: StopRequest,
  dataDir: string,
): Promise<{ program: string; log: string } | null> {
  const server = { name: 'PostgreSQL', logFile: join(dataDir, 'postgres', 'log'), exited: database.exited }
  const ends = [server, ...parts].map(async ({ name, logFile, exited }) => {
    await exited
    return { program: name, log: logFile }
  })
  return Promise.race([stop.asked.then(() => null), ...ends])
}
