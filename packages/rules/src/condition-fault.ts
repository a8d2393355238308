import { type Problem, type ProblemCode, problem } from '@zhucan/kernel'

/** One thing wrong in a condition; `start` and `end` are UTF-16 offsets into its text. */
export interface ConditionFault {
  readonly code: ProblemCode
  readonly start: number
  readonly end: number
  readonly params: Readonly<Record<string, string | number>>
}

/** The fault as a Problem: `position` counts characters from 1, `at` quotes the place. */
export function faultProblem(fault: ConditionFault, text: string): Problem {
  const before = text.slice(0, fault.start)
  return problem(fault.code, {
    ...fault.params,
    position: fault.start + 1,
    line: before.split('\n').length,
    at: text.slice(fault.start, fault.end),
  })
}
