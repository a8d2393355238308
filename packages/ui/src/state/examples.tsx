import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { State } from './state.tsx'

const kinds = [
  'good',
  'expiring',
  'warning',
  'danger',
  'unknown',
  'neutral',
  'frozen',
  'cancelled',
  'notice',
] as const

function All() {
  const text = useExampleText()
  return (
    <>
      {kinds.map((kind) => (
        <State key={kind} kind={kind}>
          {text(`example.${kind}`)}
        </State>
      ))}
    </>
  )
}

/** States of state. */
export const examples: ExampleSet = {
  component: 'state',
  examples: [{ name: 'all', Show: All }],
}
