import { isProblem } from '@zhucan/kernel'
import type { ExitCode } from './command.ts'
import { commandHelp, programHelp } from './help.ts'
import { machineFault } from './machine-faults.ts'
import { createOutput, fill, inBoth } from './output.ts'
import { problemLines, reportProblem } from './problem-report.ts'
import { findCommand, loadCommand } from './registry.ts'
import { readSettings } from './settings.ts'
import words from './words.text.json' with { type: 'json' }
import { UsageError } from './wrong-use.ts'

/** Where a command line comes from and where its words go. */
export interface Terminal {
  env: NodeJS.ProcessEnv
  /** What was asked for. */
  answers(text: string): void
  /** Everything said beside it. */
  notes(text: string): void
}

/** Run one command line; all errors end here, as words and an exit code. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { env, answers, notes } = terminal
  const found = findCommand(args)
  if (found === null) return withoutCommand(args, terminal)
  const { entry } = found
  const isJson = found.rest.includes('--json')
  const rest = found.rest.filter((arg) => arg !== '--json')
  try {
    const command = await loadCommand(entry.id)
    if (rest.includes('--help') || rest.includes('-h')) {
      answers(commandHelp(entry, command))
      return 0
    }
    return await command.execute(rest, readSettings(env), createOutput(isJson, answers, notes))
  } catch (error) {
    return explain(error, entry.words, isJson, terminal)
  }
}

function withoutCommand(args: readonly string[], { answers, notes }: Terminal): ExitCode {
  const [first] = args
  if (first === '--help' || first === '-h' || first === 'help') {
    answers(programHelp())
    return 0
  }
  if (first !== undefined) notes(inBoth(words.noCommand, { words: args.join(' ') }))
  notes(programHelp())
  return 2
}

/** Options whose value cannot be read are wrong use. */
const misused: ReadonlySet<string> = new Set([
  'settings.invalid',
  'analysis.size-unreadable',
  'date.invalid',
  'match.place-no-folder',
  'match.place-not-writable',
  'match.place-no-file',
])

function badUsage({ said }: UsageError): string {
  return `${fill(words.badUsage.zh, { said: said.zh })}\n${fill(words.badUsage.en, { said: said.en })}\n`
}

async function explain(
  thrown: unknown,
  command: string,
  isJson: boolean,
  { answers, notes }: Terminal,
): Promise<ExitCode> {
  const error = machineFault(thrown) ?? thrown
  if (error instanceof UsageError) {
    notes(badUsage(error) + inBoth(words.seeHelp, { words: command }))
    return 2
  }
  if (!isProblem(error)) {
    const fault = error instanceof Error ? error : new Error(String(error))
    notes(`${inBoth(words.fault, { said: fault.message })}${fault.stack}\n`)
    return 1
  }
  const report = await reportProblem(error)
  if (isJson) answers(`${JSON.stringify({ problem: report })}\n`)
  else notes(problemLines(report))
  return misused.has(error.code) ? 2 : 1
}
