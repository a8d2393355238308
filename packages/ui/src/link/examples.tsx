import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { Link } from './link.tsx'

function Looks() {
  const text = useExampleText()
  return (
    <>
      <Link href="/gallery">{text('example.open')}</Link>
      <Link href="/gallery" look="row">
        {text('example.person')}
      </Link>
      <Link href="/gallery" look="primary">
        {text('example.open')}
      </Link>
      <Link href="/gallery" look="secondary">
        {text('example.more')}
      </Link>
    </>
  )
}

/** States of link. */
export const examples: ExampleSet = {
  component: 'link',
  examples: [{ name: 'looks', Show: Looks }],
}
