import { InfoIcon, Link, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import type { Queue } from './linking.address.ts'
import type { LinkRun } from './linking.queries.ts'

/** Says of a search that a later one took over what was open, and leads there; nothing of the newest one. */
export function NewerRun({ run }: { run: LinkRun }) {
  const t = useT()
  const format = useFormat()
  if (run.newer === null) return null
  return (
    <p className="linking-newer">
      <InfoIcon />
      <span>
        {t('linking.newer', { moment: format.moment(run.newer.startedAt) })}{' '}
        <Link href={`/link-runs/${run.newer.id}`}>{t('linking.newerOpen')}</Link>
      </span>
    </p>
  )
}

/** Where somebody goes on who finds a queue of an old search empty: questions went to the newest one. */
export const newerHref = (newer: { id: string }, queue: Queue): string =>
  queue === 'review' || queue === 'second'
    ? address(`/link-runs/${newer.id}/review`, { queue })
    : address(`/link-runs/${newer.id}`, { queue })
