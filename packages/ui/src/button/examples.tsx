import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { RunIcon } from '../icon/icons.ts'
import { Button } from './button.tsx'

function Variants() {
  const text = useExampleText()
  return (
    <>
      <Button variant="primary">{text('example.save')}</Button>
      <Button>{text('example.more')}</Button>
      <Button variant="quiet">{text('example.more')}</Button>
      <Button variant="danger">{text('example.delete')}</Button>
      <Button isDisabled>{text('example.save')}</Button>
    </>
  )
}

function WithIcon() {
  const text = useExampleText()
  return (
    <>
      <Button icon={<RunIcon />}>{text('example.more')}</Button>
      <Button icon={<RunIcon />} iconOnly>
        {text('example.more')}
      </Button>
      <Button variant="primary" isPending>
        {text('example.save')}
      </Button>
    </>
  )
}

/** States of button. */
export const examples: ExampleSet = {
  component: 'button',
  examples: [
    { name: 'variants', Show: Variants },
    { name: 'with icon, icon only, pending', Show: WithIcon },
  ],
}
