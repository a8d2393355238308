import { Link, Masked } from '@zhucan/ui'
import { useMay } from './session.ts'

/** A masked name that opens the file of its person, for those who may; for others it is text. */
export function PersonLink({ id, name }: { id: string; name: string }) {
  const mayRead = useMay('person.read')
  if (!mayRead) return <Masked text={name} />
  return (
    <Link look="row" href={`/persons/${id}`}>
      <Masked text={name} />
    </Link>
  )
}
