import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { Masked } from './masked.tsx'
import { MaskedValue } from './masked-value.tsx'

function Sealed() {
  const text = useExampleText()
  return (
    <MaskedValue
      label={text('example.idNumber')}
      masked="9901**************"
      onReveal={() => Promise.resolve('99010119580312123X')}
    />
  )
}

function Name() {
  const text = useExampleText()
  return <Masked text={text('example.maskedPerson')} />
}

/** States of masked-value. */
export const examples: ExampleSet = {
  component: 'masked-value',
  examples: [
    { name: 'sealed', Show: Sealed },
    { name: 'name', Show: Name },
  ],
}
