import type { AnyCommand } from './command.ts'
import { type CommandEntry, listCommands, textOf } from './registry.ts'
import words from './words.text.json' with { type: 'json' }

const common = ['json', 'help'] as const

/** Help of the whole program: what it can do, one command a paragraph. */
export function programHelp(): string {
  const entries = listCommands()
  const width = Math.max(...entries.map((entry) => entry.words.length))
  const lines = entries.map(({ id, words: name }) => {
    const { zh, en } = textOf(id).summary
    return `  ${name.padEnd(width)}  ${zh}\n  ${' '.repeat(width)}  ${en}`
  })
  return [
    both('title'),
    '',
    `${both('usage')} zhucan COMMAND [OPTIONS]`,
    '',
    ...lines,
    '',
    both('more'),
    '',
  ].join('\n')
}

/** Help of one command, with every option it takes. */
export function commandHelp(entry: CommandEntry, command: AnyCommand): string {
  const text = textOf(entry.id)
  const usage = ['zhucan', entry.words, text.usage, '[OPTIONS]'].filter(Boolean).join(' ')
  const options = Object.entries({ ...command.options, json: {}, help: {} }).map(([name, option]) => {
    const isCommon = (common as readonly string[]).includes(name)
    const { zh, en } = (isCommon ? words[name as (typeof common)[number]] : text.options[name]) ?? {
      zh: '',
      en: '',
    }
    const value = 'type' in option && option.type === 'string' ? ' VALUE' : ''
    return `  --${name}${value}\n      ${zh}\n      ${en}`
  })
  const examples = text.examples ?? []
  return [
    text.summary.zh,
    text.summary.en,
    '',
    `${both('usage')} ${usage}`,
    '',
    ...options,
    ...(examples.length > 0 ? ['', both('examples'), ...examples.map((example) => `  ${example}`)] : []),
    '',
  ].join('\n')
}

function both(key: 'title' | 'usage' | 'more' | 'examples'): string {
  const { zh, en } = words[key]
  return `${zh} ${en}`
}
