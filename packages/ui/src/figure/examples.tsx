import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { Figure } from './figure.tsx'

function Plain() {
  const text = useExampleText()
  return (
    <Figure
      label={text('example.holders')}
      value="11,479"
      unit={text('example.people')}
      href="/gallery"
      note={text('example.panelNote')}
    />
  )
}

/** States of figure. */
export const examples: ExampleSet = {
  component: 'figure',
  examples: [{ name: 'plain', Show: Plain }],
}
