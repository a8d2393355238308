import { Button } from '../button/button.tsx'
import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { FactList } from '../fact-list/fact-list.tsx'
import { Panel } from './panel.tsx'

function Plain() {
  const text = useExampleText()
  return (
    <Panel
      title={text('example.panel')}
      note={text('example.panelNote')}
      actions={<Button>{text('example.more')}</Button>}
    >
      <FactList
        facts={[
          { label: text('example.name'), value: text('example.person') },
          { label: text('example.level'), value: text('example.levelTwo'), note: text('example.source') },
        ]}
      />
    </Panel>
  )
}

/** States of panel. */
export const examples: ExampleSet = {
  component: 'panel',
  examples: [{ name: 'plain', Show: Plain }],
}
