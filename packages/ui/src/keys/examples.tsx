import type { ExampleSet } from '../example-kit.ts'
import { Keys } from './keys.tsx'

function Both() {
  return (
    <p>
      <Keys keys="g r" /> <Keys keys="Ctrl+K" />
    </p>
  )
}

/** States of keys. */
export const examples: ExampleSet = {
  component: 'keys',
  examples: [{ name: 'sequence and chord', Show: Both }],
}
