import type { ParseArgsConfig } from 'node:util'
import { parseArgs } from 'node:util'
import type { Label } from '@zhucan/kernel'
import type { Output } from './output.ts'
import type { Settings } from './settings.ts'
import { type UsageError, wrongUse } from './wrong-use.ts'

/** 0 all well, 1 problems found or partly failed, 2 the command was used wrongly. */
export type ExitCode = 0 | 1 | 2

/** Options as `util.parseArgs` knows them; --help and --json are added to every command. */
export type Options = NonNullable<ParseArgsConfig['options']>

/** The words of a command, kept in `NAME.text.json` beside it, so that help loads no code. */
export interface CommandText {
  summary: Label
  /** Arguments as they are shown behind the command, e.g. `FILE…`. */
  usage?: string
  options: Record<string, Label>
  examples?: string[]
  /** Sentences the command says; `{name}` marks a value. */
  messages?: Record<string, Label>
}

/** What a command gets to work with. */
export interface Invocation<Given extends Options> {
  values: ParsedValues<Given>
  positionals: string[]
  settings: Settings
  out: Output
}

type ParsedValues<Given extends Options> = ReturnType<
  typeof parseArgs<{ options: Given; allowPositionals: true }>
>['values']

/** A command of the program. Its file is named after its words: `admin create` is `admin-create.ts`. */
export interface Command<Given extends Options = Options> {
  options: Given
  /** How many arguments besides options it takes; none if not given. */
  positionals?: { min: number; max: number }
  run(invocation: Invocation<Given>): Promise<ExitCode>
}

/** A command as the dispatcher calls it, whatever its options. */
export interface AnyCommand {
  options: Options
  execute(args: string[], settings: Settings, out: Output): Promise<ExitCode>
}

/** Declare a command; the default export of its file. */
export function defineCommand<const Given extends Options>(command: Command<Given>): AnyCommand {
  return {
    options: command.options,
    async execute(args, settings, out) {
      const { values, positionals } = parse(args, command)
      return command.run({ values, positionals, settings, out })
    },
  }
}

function parse<Given extends Options>(args: string[], command: Command<Given>) {
  const { min, max } = command.positionals ?? { min: 0, max: 0 }
  const parsed = parseStrictly(args, command.options)
  if (parsed.positionals.length < min) throw wrongUse('argumentMissing')
  if (parsed.positionals.length > max)
    throw wrongUse('argumentUnexpected', { argument: parsed.positionals[max]! })
  return parsed
}

function parseStrictly<Given extends Options>(args: string[], options: Given) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw wrongOption(error as NodeJS.ErrnoException)
  }
}

/** The parser says it in English only. */
function wrongOption({ code, message }: NodeJS.ErrnoException): UsageError {
  const option = /'(?:-\w, )?(--?[^\s'=]+)/.exec(message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return wrongUse('optionUnknown', { option })
  if (/does not take/.test(message)) return wrongUse('optionTakesNoValue', { option })
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return wrongUse('optionNeedsValue', { option })
  return wrongUse('optionUnclear', { said: message })
}
