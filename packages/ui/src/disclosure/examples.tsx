import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { Disclosure } from './disclosure.tsx'

function Closed() {
  const text = useExampleText()
  return <Disclosure title={text('example.more')}>{text('example.panelNote')}</Disclosure>
}

function Opened() {
  const text = useExampleText()
  return (
    <Disclosure title={text('example.more')} isOpenAtFirst>
      {text('example.panelNote')}
    </Disclosure>
  )
}

/** States of disclosure. */
export const examples: ExampleSet = {
  component: 'disclosure',
  examples: [
    { name: 'closed', Show: Closed },
    { name: 'opened', Show: Opened },
  ],
}
