import type { ExampleSet } from '../example-kit.ts'
import { Loading } from './loading.tsx'

function Plain() {
  return <Loading />
}

/** States of loading. */
export const examples: ExampleSet = {
  component: 'loading',
  examples: [{ name: 'plain', Show: Plain }],
}
