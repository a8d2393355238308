import { useState } from 'react'
import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { Select } from './select.tsx'

function Plain() {
  const text = useExampleText()
  const [value, setValue] = useState('a')
  return (
    <Select
      label={text('example.town')}
      value={value}
      onChange={setValue}
      options={[
        { value: 'a', label: text('example.townA'), note: text('example.townNote') },
        { value: 'b', label: text('example.townB') },
        { value: 'c', label: text('example.townC') },
      ]}
    />
  )
}

/** States of select. */
export const examples: ExampleSet = {
  component: 'select',
  examples: [{ name: 'plain', Show: Plain }],
}
