import { dayInShanghai, type PlainDate, plainDate } from '@zhucan/kernel'
import { rulesOn } from '@zhucan/server'
import { defineCommand } from '../command.ts'
import type { Output } from '../output.ts'
import { type ScreenReport, screenFiles } from '../screen/screen-files.ts'
import { wrongUse } from '../wrong-use.ts'
import text from './screen.text.json' with { type: 'json' }

const { messages } = text

export default defineCommand({
  options: {
    register: { type: 'string', multiple: true },
    facts: { type: 'string' },
    rules: { type: 'string' },
    day: { type: 'string' },
    out: { type: 'string' },
    'fact-table': { type: 'string' },
    language: { type: 'string', default: 'zh' },
    memory: { type: 'string' },
  },
  async run({ values, settings, out }) {
    const { register, facts, out: clues, language, memory } = values
    if (!register?.length || !facts || !clues) throw wrongUse('screenNeeds')
    if (language !== 'zh' && language !== 'en') throw wrongUse('language', { language })
    const day = values.day === undefined ? dayInShanghai(settings.now()) : plainDate(values.day)
    const start = performance.now()
    const report = await screenFiles({
      ...{ registers: register, facts, out: clues, memory, day, language },
      factTable: values['fact-table'],
      rules: chosenRules(values.rules, day),
      onFile: (file) => out.note(messages.reading, { file }),
    })
    const seconds = Number(((performance.now() - start) / 1000).toFixed(2))
    out.answer({ ...report, seconds })
    say(out, report, seconds)
    return report.unknown.length > 0 ? 1 : 0
  },
})

function chosenRules(given: string | undefined, day: PlainDate) {
  const rules = rulesOn(day)
  if (given === undefined) return rules
  return given.split(',').map((id) => {
    const rule = rules.find(({ definition }) => definition.id === id.trim())
    if (rule) return rule
    const known = rules.map(({ definition }) => definition.id).join(', ')
    throw wrongUse('noRule', { rule: id.trim(), day, known })
  })
}

function say(out: Output, report: ScreenReport, seconds: number): void {
  const { register, lists, unknown, rules } = report
  const refused = Object.values(register.refused).reduce((sum, count) => sum + count, 0)
  out.say(messages.register, { ...register, refused })
  if (!report.hasFamilies) out.say(messages.noFamilies)
  for (const list of lists) out.say(messages.list, { ...list })
  for (const file of unknown) out.say(messages.unknown, { file })
  for (const { rule, clues, cannotSay } of rules)
    out.line(`  ${rule.padEnd(32)}${String(clues).padStart(8)}${String(cannotSay).padStart(10)}`)
  out.say(messages.done, { path: report.out, seconds })
}
