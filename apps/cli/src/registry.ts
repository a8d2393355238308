import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AnyCommand, CommandText } from './command.ts'

const folder = join(import.meta.dirname, 'commands')
const textSuffix = '.text.json'

/** A command that can be called, without its code. */
export interface CommandEntry {
  /** File name without suffix: `admin-create`. */
  id: string
  /** As typed: `admin create`. */
  words: string
}

/** All commands there are, by name; each has a file for its code and one for its words. */
export function listCommands(): CommandEntry[] {
  const ids = readdirSync(folder)
    .filter((name) => name.endsWith(textSuffix))
    .map((name) => name.slice(0, -textSuffix.length))
  return ids.sort().map((id) => ({ id, words: id.replaceAll('-', ' ') }))
}

/** The command whose words the arguments begin with, the longest first, and the arguments left over. */
export function findCommand(args: readonly string[]): { entry: CommandEntry; rest: string[] } | null {
  const byLength = listCommands().sort((a, b) => b.words.length - a.words.length)
  for (const entry of byLength) {
    const words = entry.words.split(' ')
    if (words.every((word, i) => args[i] === word)) return { entry, rest: args.slice(words.length) }
  }
  return null
}

/** The words of a command. */
export function textOf(id: string): CommandText {
  return JSON.parse(readFileSync(join(folder, `${id}${textSuffix}`), 'utf8')) as CommandText
}

/** The code of a command. */
export async function loadCommand(id: string): Promise<AnyCommand> {
  const module = (await import(pathToFileURL(join(folder, `${id}.ts`)).href)) as { default: AnyCommand }
  return module.default
}
