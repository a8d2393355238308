import { useState } from 'react'
import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { RadioGroup } from './radio-group.tsx'

function useWays() {
  const text = useExampleText()
  const [value, onChange] = useState('visit')
  const options = [
    { value: 'visit', label: text('example.wayVisit'), note: text('example.wayNote') },
    { value: 'phone', label: text('example.wayPhone') },
  ]
  return { label: text('example.way'), options, value, onChange }
}

function List() {
  return <RadioGroup {...useWays()} />
}

function Bar() {
  return <RadioGroup {...useWays()} look="bar" />
}

/** States of radio-group. */
export const examples: ExampleSet = {
  component: 'radio-group',
  examples: [
    { name: 'list', Show: List },
    { name: 'bar', Show: Bar },
  ],
}
