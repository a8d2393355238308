import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { Breadcrumbs } from './breadcrumbs.tsx'

function Plain() {
  const text = useExampleText()
  return (
    <Breadcrumbs
      crumbs={[
        { label: text('example.county'), href: '/gallery' },
        { label: text('example.townA'), href: '/gallery?town' },
        { label: text('example.village') },
      ]}
    />
  )
}

/** States of breadcrumbs. */
export const examples: ExampleSet = {
  component: 'breadcrumbs',
  examples: [{ name: 'plain', Show: Plain }],
}
