import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { Progress } from './progress.tsx'

function Known() {
  const text = useExampleText()
  return <Progress label={text('example.progress')} done={1240} total={3180} />
}

function Waiting() {
  const text = useExampleText()
  return <Progress label={text('example.progress')} done={0} total={null} />
}

/** States of progress. */
export const examples: ExampleSet = {
  component: 'progress',
  examples: [
    { name: 'known', Show: Known },
    { name: 'waiting', Show: Waiting },
  ],
}
