import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { ErrorSummary, ProblemSummary } from './error-summary.tsx'

function Fields() {
  const text = useExampleText()
  return (
    <ErrorSummary
      takesFocus={false}
      what={text('example.fault')}
      fields={[{ controlId: 'root', text: text('example.nameFault') }]}
    />
  )
}

function OfProblem() {
  return (
    <ProblemSummary
      takesFocus={false}
      code="sheet.too-many-columns"
      params={{ row: 1, columns: 900, limit: 512 }}
    />
  )
}

/** States of error-summary. */
export const examples: ExampleSet = {
  component: 'error-summary',
  examples: [
    { name: 'fields', Show: Fields },
    { name: 'problem', Show: OfProblem },
  ],
}
