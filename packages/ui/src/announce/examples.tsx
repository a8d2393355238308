import { Button } from '../button/button.tsx'
import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { useNotify } from './announcer.tsx'

function Notices() {
  const text = useExampleText()
  const notify = useNotify()
  return (
    <Button onPress={() => notify({ kind: 'good', text: text('example.noticed') })}>
      {text('example.save')}
    </Button>
  )
}

/** States of announce. */
export const examples: ExampleSet = {
  component: 'announce',
  examples: [{ name: 'notice', Show: Notices }],
}
