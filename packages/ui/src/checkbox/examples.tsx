import { useState } from 'react'
import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { Checkbox } from './checkbox.tsx'

function States() {
  const text = useExampleText()
  const [isSelected, setSelected] = useState(true)
  return (
    <>
      <Checkbox isSelected={isSelected} onChange={setSelected}>
        {text('example.told')}
      </Checkbox>
      <Checkbox isSelected={false} isIndeterminate onChange={setSelected}>
        {text('example.told')}
      </Checkbox>
    </>
  )
}

/** States of checkbox. */
export const examples: ExampleSet = {
  component: 'checkbox',
  examples: [{ name: 'states', Show: States }],
}
