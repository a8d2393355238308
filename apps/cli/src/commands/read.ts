import { basename } from 'node:path'
import { defineCommand } from '../command.ts'
import type { Output } from '../output.ts'
import { reportProblem } from '../problem-report.ts'
import { type FileOutcome, readFiles } from '../read/read-files.ts'
import { wrongUse } from '../wrong-use.ts'
import text from './read.text.json' with { type: 'json' }

const { messages } = text

export default defineCommand({
  options: { out: { type: 'string' } },
  positionals: { min: 1, max: 100_000 },
  async run({ values, positionals, out }) {
    if (!values.out) throw wrongUse('outNeeded')
    const all = positionals.length
    const outcomes = await readFiles(positionals, values.out, (name, at) => {
      if (all > 1) out.note(messages.reading, { name, at, all })
    })
    for (const outcome of outcomes) await sayOutcome(out, outcome)
    out.answer({ files: await Promise.all(outcomes.map(forMachine)) })
    return outcomes.every((outcome) => 'found' in outcome) ? 0 : 1
  },
})

async function sayOutcome(out: Output, outcome: FileOutcome): Promise<void> {
  const name = basename(outcome.file)
  if ('found' in outcome) out.say(messages.done, { name, ...outcome.found })
  else if ('sameName' in outcome) out.note(messages.twice, { name })
  else {
    const { zh, en } = await reportProblem(outcome.problem)
    out.note({ zh: `${name} ${zh.what}${zh.todo}`, en: `${name}: ${en.what} ${en.todo}` })
  }
}

async function forMachine(outcome: FileOutcome) {
  if (!('problem' in outcome)) return outcome
  return { file: outcome.file, problem: await reportProblem(outcome.problem) }
}
