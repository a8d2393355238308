import { useState } from 'react'
import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { RegionTree } from './region-tree.tsx'

function Opened() {
  const text = useExampleText()
  const [expanded, setExpanded] = useState(new Set(['1', '11']))
  const [selected, setSelected] = useState('11')
  const childrenOf = new Map([
    [
      '1',
      [
        { code: '11', name: text('example.townA'), hasChildren: true, count: 655 },
        { code: '12', name: text('example.townB'), hasChildren: true, count: 710 },
      ],
    ],
    ['11', [{ code: '111', name: text('example.village'), hasChildren: false, count: 61 }]],
  ])
  return (
    <RegionTree
      label={text('example.town')}
      roots={[{ code: '1', name: text('example.county'), hasChildren: true }]}
      childrenOf={childrenOf}
      expanded={expanded}
      onExpandedChange={setExpanded}
      selected={selected}
      onSelect={setSelected}
    />
  )
}

/** States of region-tree. */
export const examples: ExampleSet = {
  component: 'region-tree',
  examples: [{ name: 'opened', Show: Opened }],
}
