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

function Fetched() {
  const text = useExampleText()
  const [value, setValue] = useState<string | null>('a')
  const [typed, setTyped] = useState('')
  const towns = [
    { value: 'a', label: text('example.townA') },
    { value: 'b', label: text('example.townB') },
    { value: 'c', label: text('example.townC') },
  ]
  return (
    <ComboBox
      label={text('example.village')}
      value={value}
      onChange={setValue}
      options={towns.filter(({ label }) => label.includes(typed))}
      onSearch={setTyped}
    />
  )
}

/** States of combo-box. */
export const examples: ExampleSet = {
  component: 'combo-box',
  examples: [
    { name: 'plain', Show: Plain },
    { name: 'fetched', Show: Fetched },
  ],
}
