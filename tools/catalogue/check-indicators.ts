import type { IndicatorDefinition } from '../../packages/catalogue/src/define-indicator.ts'
import { indicatorFacts } from '../../packages/catalogue/src/indicator-facts.ts'
import { faultProblem } from '../../packages/rules/src/condition-fault.ts'
import { parseCondition } from '../../packages/rules/src/parse-condition.ts'
import { checkLabels } from './check-labels.ts'
import type { FoundIndicators } from './read-definitions.ts'

/** Everything that keeps a file of indicators from shipping, as sentences that begin with the file. */
export function checkIndicators({ name, definitions, examples }: FoundIndicators): string[] {
  const place = `indicators/${name}.indicator.ts`
  const codes = definitions.map(({ code }) => code)
  return [
    ...codes
      .filter((code) => !isCodeOf(code, name))
      .map((code) => `${place}: the code '${code}' must equal the file name or begin with it`),
    ...codes
      .filter((code, at) => codes.indexOf(code) !== at)
      .map((code) => `${place}: the code '${code}' stands twice`),
    ...definitions.flatMap((each) => [
      ...checkLabels(each, place),
      ...checkParts(each, place),
      ...checkSchedule(each, place),
    ]),
    ...examples.flatMap((each) => {
      const at = `indicators/${name}.examples.yaml`
      if (!/\p{Script=Han}/u.test(each.name ?? '')) return [`${at}: name each example by a Chinese sentence`]
      return each.indicator && !codes.includes(each.indicator)
        ? [`${at}: no indicator '${each.indicator}' is in this file`]
        : []
    }),
  ]
}

function isCodeOf(code: string, name: string): boolean {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(code) && (code === name || code.startsWith(`${name}-`))
}

function checkParts(indicator: IndicatorDefinition, place: string): string[] {
  const { code, kind, numerator, denominator, source } = indicator
  const faults: string[] = []
  if ((kind === 'rate') !== (denominator !== undefined))
    faults.push(`${place}: ${code} must have a denominator exactly when it is a rate`)
  for (const part of [numerator, denominator]) {
    if (part && (part.when !== undefined) !== (source === 'computed'))
      faults.push(`${place}: ${code} needs a condition exactly when it is computed`)
    if (part?.when && source === 'computed') faults.push(...conditionFaults(part.when, indicator, place))
  }
  return faults
}

function conditionFaults(
  when: string,
  indicator: IndicatorDefinition & { source: 'computed' },
  place: string,
): string[] {
  return parseCondition(when, { facts: indicatorFacts(indicator.over) }).faults.map(
    (fault) => `${place}: ${faultProblem(fault, when).message}`,
  )
}

/** Twelve shares that never fall and end at the whole. */
function checkSchedule({ code, schedule }: IndicatorDefinition, place: string): string[] {
  if (!schedule) return []
  const shares = schedule.map(Number)
  const rises = shares.every((share, at) => share >= (shares[at - 1] ?? 0))
  return shares.length === 12 && rises && shares.at(-1) === 1
    ? []
    : [`${place}: the schedule of ${code} must be twelve shares that rise to 1`]
}
