import { defineCommand } from '../command.ts'
import sentences from '../doctor/checks.text.json' with { type: 'json' }
import { type Finding, type Outcome, runChecks } from '../doctor/checks.ts'
import { fill, type Output } from '../output.ts'
import { reportProblem } from '../problem-report.ts'
import words from './doctor.text.json' with { type: 'json' }

const marks: Record<Outcome, string> = { ok: '✓', warning: '!', failed: '✗' }

export default defineCommand({
  options: {},
  async run({ settings, out }) {
    const findings = await runChecks(settings)
    const reports = await Promise.all(findings.map(report))
    for (const one of reports) show(one, out)
    out.answer({ findings: reports })
    const failed = findings.filter(({ outcome }) => outcome === 'failed').length
    const warnings = findings.filter(({ outcome }) => outcome === 'warning').length
    out.say(words.messages.summary, { failed, warnings })
    return failed === 0 ? 0 : 1
  },
})

type Report = Awaited<ReturnType<typeof report>>

async function report({ check, outcome, sentence, values, problem }: Finding) {
  if (problem === undefined) {
    const { zh, en } = sentences[sentence]
    return { check, outcome, zh: fill(zh, values), en: fill(en, values) }
  }
  const { code, zh, en } = await reportProblem(problem)
  return { check, outcome, code, zh: `${zh.what}${zh.todo}`, en: `${en.what} ${en.todo}` }
}

function show({ outcome, zh, en }: Report, out: Output): void {
  out.line(`${marks[outcome]} ${zh}\n  ${en}`)
}
