import { useState } from 'react'
import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { Tabs } from './tabs.tsx'

function Plain() {
  const text = useExampleText()
  const [selected, setSelected] = useState('file')
  return (
    <Tabs
      label={text('example.tabs')}
      selected={selected}
      onSelect={setSelected}
      tabs={[
        { id: 'file', label: text('example.tabFile') },
        { id: 'sources', label: text('example.tabSources'), count: '3' },
      ]}
    >
      <p>{text('example.panelNote')}</p>
    </Tabs>
  )
}

/** States of tabs. */
export const examples: ExampleSet = {
  component: 'tabs',
  examples: [{ name: 'plain', Show: Plain }],
}
