import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { loadKeyring } from '@zhucan/crypto'
import { openDatabase } from '@zhucan/db'
import { problem } from '@zhucan/kernel'
import { type BackupContent, readBackup, restoreBackup, whatIsThere } from '@zhucan/server'
import { defineCommand, type ExitCode } from '../command.ts'
import type { Output } from '../output.ts'
import type { Settings } from '../settings.ts'
import { wrongUse } from '../wrong-use.ts'
import text from './restore.text.json' with { type: 'json' }

const { messages } = text

interface Wish {
  path: string
  replace: boolean
  confirm: string | undefined
}

export default defineCommand({
  options: {
    into: { type: 'string' },
    check: { type: 'boolean', default: false },
    replace: { type: 'boolean', default: false },
    confirm: { type: 'string' },
  },
  positionals: { min: 1, max: 1 },
  async run({ values, positionals, settings, out }) {
    const path = resolve(positionals[0]!)
    if (values.check) return check(path, settings, out)
    if (values.into !== undefined && settings.databaseUrl !== undefined) throw wrongUse('restoreInto')
    const dataDir = values.into === undefined ? settings.dataDir : resolve(values.into)
    // A drill beside the real thing gets passwords of its own; those of the real database stay as they are.
    const secretsDir = values.into === undefined ? settings.keysDir : join(dataDir, 'secrets')
    const wish = { path, replace: values.replace, confirm: values.confirm }
    return restore({ ...settings, dataDir }, secretsDir, wish, out)
  },
})

async function check(path: string, settings: Settings, out: Output): Promise<ExitCode> {
  const keyring = await loadKeyring(settings.keysDir, { create: false })
  tell(out, await readBackup(path, keyring), messages.whole)
  return 0
}

async function restore(
  settings: Settings,
  secretsDir: string,
  { path, replace, confirm }: Wish,
  out: Output,
): Promise<ExitCode> {
  const { dataDir, keysDir, databaseUrl, databaseAppUrl } = settings
  const keyring = await loadKeyring(keysDir, { create: false })
  const { header } = await readBackup(path, keyring)
  // Not `join`: nobody may work in a database that is being replaced.
  const database = await openDatabase({ dataDir, databaseUrl, databaseAppUrl, secretsDir })
  try {
    const there = await whatIsThere(database.ownerUrl)
    if (there !== null && !replace) throw problem('backup.not-empty')
    if (there !== null) await requireConfirmation(header.id.slice(0, 8), there, confirm, out)
    let told = 0
    const content = await restoreBackup({
      ...{ path, ownerUrl: database.ownerUrl, keyring, dataDir, replace: there !== null },
      onProgress: ({ phase, rows, total }) => {
        if (performance.now() - told < 2_000) return
        told = performance.now()
        out.note(messages[phase], { rows, total })
      },
    })
    tell(out, content, messages.done)
    if (await hasOwnSecrets(secretsDir, keysDir)) out.say(messages.drill, { folder: dataDir })
    return 0
  } finally {
    await database.stop()
  }
}

/** Whoever replaces data types the name of what comes in its stead: an option repeated from memory is not enough. */
async function requireConfirmation(
  code: string,
  there: { kind: string; people: number },
  confirm: string | undefined,
  out: Output,
): Promise<void> {
  out.note(messages.willReplace, { ...there, code })
  const typed = confirm ?? (process.stdin.isTTY ? await ask() : '')
  if (typed.trim() !== code) throw problem('backup.not-confirmed', { code })
}

async function ask(): Promise<string> {
  const line = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await line.question('> ')
  } finally {
    line.close()
  }
}

async function hasOwnSecrets(secretsDir: string, keysDir: string): Promise<boolean> {
  return secretsDir !== keysDir && (await stat(secretsDir).catch(() => null)) !== null
}

function tell(out: Output, content: BackupContent, sentence: { zh: string; en: string }): void {
  const { header, ledger, manifest } = content
  const counts = {
    rows: ledger.rows,
    tables: Object.keys(ledger.tables).length,
    files: Object.keys(ledger.files).length,
  }
  out.answer({ header, ...counts, tallies: ledger.tables, auditHead: manifest.auditHead })
  out.say(sentence, { ...counts, createdAt: header.createdAt, schema: header.schema })
}
