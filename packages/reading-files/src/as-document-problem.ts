import { isProblem, type Problem, type ProblemCode, problem } from '@zhucan/kernel'

/** What the reader of workbooks says, told of a paper. */
const papers: Readonly<Partial<Record<ProblemCode, ProblemCode>>> = {
  'sheet.password': 'document.password',
  'sheet.zip-bomb': 'document.unsafe',
  'sheet.unsafe-zip': 'document.unsafe',
  'sheet.entity': 'document.unsafe',
  'sheet.too-deep': 'document.unsafe',
  'sheet.broken-zip': 'document.broken',
  'sheet.broken-part': 'document.broken',
  'sheet.encoding': 'document.encoding',
  'sheet.too-large': 'document.too-large',
}

/** Turns whatever a reader threw into a Problem about the paper; nothing a file holds may look like our own fault. */
export function asDocumentProblem(error: unknown): Problem {
  if (!isProblem(error)) return problem('document.broken')
  const code = papers[error.code]
  return code === undefined ? error : problem(code)
}
