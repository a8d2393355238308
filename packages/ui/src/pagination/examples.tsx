import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { Pagination } from './pagination.tsx'

const href = (page: number) => `/gallery?page=${page}`

function Middle() {
  return <Pagination page={3} pageSize={50} total={12_345} hrefOf={href} onGo={() => undefined} />
}

function Single() {
  const text = useExampleText()
  return (
    <Pagination
      page={1}
      pageSize={50}
      total={12}
      hrefOf={href}
      onGo={() => undefined}
      label={text('example.tableCaption')}
    />
  )
}

function Past() {
  const text = useExampleText()
  return (
    <Pagination
      page={9}
      pageSize={50}
      total={120}
      hrefOf={href}
      onGo={() => undefined}
      label={text('example.holders')}
    />
  )
}

/** States of pagination. */
export const examples: ExampleSet = {
  component: 'pagination',
  examples: [
    { name: 'in the middle', Show: Middle },
    { name: 'one page', Show: Single },
    { name: 'past the end', Show: Past },
  ],
}
