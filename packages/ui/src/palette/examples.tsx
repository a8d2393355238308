import { useState } from 'react'
import { Button } from '../button/button.tsx'
import { EmptyState } from '../empty-state/empty-state.tsx'
import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { PersonIcon, PlaceIcon } from '../icon/icons.ts'
import { Palette } from './palette.tsx'

function Closed() {
  const text = useExampleText()
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  return (
    <>
      <Button onPress={() => setOpen(true)}>{text('example.town')}</Button>
      <Palette
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={text('example.town')}
        label={text('example.town')}
        text={typed}
        onText={setTyped}
        status={text('example.level')}
        empty={<EmptyState title={text('example.empty')} />}
        onChoose={() => setOpen(false)}
        groups={[
          {
            id: 'places',
            title: text('example.town'),
            items: [
              { id: 'a', label: text('example.townA'), icon: <PlaceIcon />, keys: 'g r' },
              { id: 'b', label: text('example.townB'), icon: <PlaceIcon /> },
            ],
          },
          {
            id: 'people',
            title: text('example.name'),
            items: [
              {
                id: 'p',
                label: text('example.person'),
                note: text('example.levelOne'),
                icon: <PersonIcon />,
              },
            ],
          },
        ]}
      />
    </>
  )
}

/** States of palette. */
export const examples: ExampleSet = {
  component: 'palette',
  examples: [{ name: 'behind its button', Show: Closed }],
}
