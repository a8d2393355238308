import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { useFormat } from '../locale/format.ts'
import { Timeline } from './timeline.tsx'

function Plain() {
  const text = useExampleText()
  const format = useFormat()
  const entry = { title: text('example.said'), source: text('example.source') }
  return (
    <Timeline
      entries={[
        { id: '2', when: format.day('2026-11-21'), isCurrent: true, ...entry },
        { id: '1', when: format.day('2025-03-02'), ...entry },
      ]}
    />
  )
}

/** States of timeline. */
export const examples: ExampleSet = {
  component: 'timeline',
  examples: [{ name: 'plain', Show: Plain }],
}
