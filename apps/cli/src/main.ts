import { isProblem } from '@zhucan/kernel'
import { type ExitCode, UsageError } from './command.ts'
import { commandHelp, programHelp } from './help.ts'
import { createOutput, inBoth } from './output.ts'
import { problemLines, reportProblem } from './problem-report.ts'
import { findCommand, loadCommand } from './registry.ts'
import { readSettings } from './settings.ts'
import words from './words.text.json' with { type: 'json' }

const answers = (text: string) => process.stdout.write(text)
const notes = (text: string) => process.stderr.write(text)

/** Run one command line; all errors end here, as words and an exit code. */
async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  const found = findCommand(args)
  if (found === null) return withoutCommand(args)
  const { entry } = found
  const isJson = found.rest.includes('--json')
  const rest = found.rest.filter((arg) => arg !== '--json')
  try {
    const command = await loadCommand(entry.id)
    if (rest.includes('--help') || rest.includes('-h')) {
      answers(commandHelp(entry, command))
      return 0
    }
    return await command.execute(rest, readSettings(process.env), createOutput(isJson, answers, notes))
  } catch (error) {
    return explain(error, entry.words, isJson)
  }
}

function withoutCommand(args: readonly string[]): ExitCode {
  const [first] = args
  if (first === '--help' || first === '-h' || first === 'help') {
    answers(programHelp())
    return 0
  }
  if (first !== undefined) notes(inBoth(words.noCommand, { words: args.join(' ') }))
  notes(programHelp())
  return 2
}

async function explain(error: unknown, command: string, isJson: boolean): Promise<ExitCode> {
  if (error instanceof UsageError) {
    notes(inBoth(words.badUsage, { said: error.message }) + inBoth(words.seeHelp, { words: command }))
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
  return error.code === 'settings.invalid' ? 2 : 1
}

// A closed terminal or pipe must not end a program that still has a server to stop.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

process.exitCode = await runCommandLine(process.argv.slice(2))
