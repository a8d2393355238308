import { useState } from 'react'
import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { ComboBox } from './combo-box.tsx'

function Plain() {
  const text = useExampleText()
  const [value, setValue] = useState<string | null>('a')
  return (
    <ComboBox
      label={text('example.town')}
      value={value}
      onChange={setValue}
      options={[
        { value: 'a', label: text('example.townA') },
        { value: 'b', label: text('example.townB') },
        { value: 'c', label: text('example.townC') },
      ]}
    />
  )
}

/** States of combo-box. */
export const examples: ExampleSet = {
  component: 'combo-box',
  examples: [{ name: 'plain', Show: Plain }],
}
