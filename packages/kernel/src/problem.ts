import { type ProblemCode, problemCatalogue } from './problem-codes.ts'

/** Values that fill the message of a Problem; never personal data. */
export type ProblemParams = Readonly<Record<string, string | number>>

/** An error that was to be expected and that a person can do something about. */
export class Problem extends Error {
  readonly code: ProblemCode
  /** HTTP status that goes with the code. */
  readonly status: number
  readonly params: ProblemParams

  constructor(code: ProblemCode, params: ProblemParams = {}) {
    const details = Object.entries(params).map(([name, value]) => ` ${name}=${value}`)
    super(code + details.join(''))
    this.name = 'Problem'
    this.code = code
    this.status = problemCatalogue[code]
    this.params = params
  }
}

/**
 * Makes a Problem to throw.
 * @example throw problem('sheet.too-many-columns', { columns: 900, limit: 512 })
 */
export function problem(code: ProblemCode, params: ProblemParams = {}): Problem {
  return new Problem(code, params)
}

/** True for errors that were to be expected; with a code, only for that one. */
export function isProblem(error: unknown, code?: ProblemCode): error is Problem {
  return error instanceof Problem && (code === undefined || error.code === code)
}
