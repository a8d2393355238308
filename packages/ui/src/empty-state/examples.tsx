import { Button } from '../button/button.tsx'
import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { EmptyState } from './empty-state.tsx'

function Plain() {
  const text = useExampleText()
  return (
    <EmptyState title={text('example.empty')} action={<Button>{text('example.open')}</Button>}>
      {text('example.emptyHelp')}
    </EmptyState>
  )
}

/** States of empty-state. */
export const examples: ExampleSet = {
  component: 'empty-state',
  examples: [{ name: 'plain', Show: Plain }],
}
