import { useState } from 'react'
import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { SearchField } from './search-field.tsx'
import { PasswordField, TextField } from './text-field.tsx'

function Plain() {
  const text = useExampleText()
  const [value, setValue] = useState('')
  return (
    <TextField
      label={text('example.name')}
      hint={text('example.nameHint')}
      value={value}
      onChange={setValue}
    />
  )
}

function Faulty() {
  const text = useExampleText()
  return <TextField label={text('example.name')} error={text('example.nameFault')} defaultValue="" />
}

function Optional() {
  const text = useExampleText()
  return <TextField label={text('example.notes')} optional rows={3} />
}

function Password() {
  const text = useExampleText()
  return <PasswordField label={text('example.password')} defaultValue="" autoComplete="off" />
}

function Search() {
  const text = useExampleText()
  const [value, setValue] = useState(text('example.person'))
  return <SearchField label={text('example.search')} value={value} onChange={setValue} onSubmit={setValue} />
}

function Day() {
  const text = useExampleText()
  const [value, setValue] = useState('2026-11-21')
  return <TextField type="date" label={text('example.day')} value={value} onChange={setValue} />
}

/** States of field. */
export const examples: ExampleSet = {
  component: 'field',
  examples: [
    { name: 'text', Show: Plain },
    { name: 'faulty', Show: Faulty },
    { name: 'optional, several lines', Show: Optional },
    { name: 'password', Show: Password },
    { name: 'search', Show: Search },
    { name: 'day', Show: Day },
  ],
}
