import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { FileDrop } from './file-drop.tsx'

function Plain() {
  const text = useExampleText()
  return (
    <FileDrop
      label={text('example.drop')}
      hint={text('example.dropHint')}
      button={text('example.choose')}
      accept={['.xlsx']}
      onFiles={() => undefined}
    />
  )
}

/** States of file-drop. */
export const examples: ExampleSet = {
  component: 'file-drop',
  examples: [{ name: 'plain', Show: Plain }],
}
