import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { Menu } from './menu.tsx'

function Plain() {
  const text = useExampleText()
  return (
    <Menu
      note={text('example.person')}
      entries={[
        { id: 'open', label: text('example.open'), href: '/gallery' },
        { id: 'delete', label: text('example.delete'), onAction: () => undefined },
      ]}
    >
      {text('example.more')}
    </Menu>
  )
}

/** States of menu. */
export const examples: ExampleSet = {
  component: 'menu',
  examples: [{ name: 'plain', Show: Plain }],
}
