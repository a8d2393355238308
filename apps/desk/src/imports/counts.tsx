import { useFormat, useT } from '@zhucan/ui'
import type { Import } from './imports.queries.ts'

const registerKinds = ['new', 'changed', 'unchanged', 'conflicting', 'faulty'] as const
const listKinds = ['matched', 'absent', 'invalid'] as const

/** The kinds that together make all rows. */
const kindsOf = ({ fileType }: Import) => (fileType === 'register' ? registerKinds : listKinds)

/** How many rows came out how: what would change in the register, or how much of a list was matched. */
export function Counts({ of }: { of: Import }) {
  const t = useT()
  const format = useFormat()
  const { counts } = of
  return (
    <section className="imports-counts" aria-label={t('imports.counts')}>
      <p>{t('imports.rowsChecked', { count: counts.rows ?? 0 })}</p>
      <dl>
        {kindsOf(of).map((kind) => (
          <div key={kind} data-kind={kind}>
            <dt>{t(`imports.count.${kind}`)}</dt>
            <dd className="zc-number">{format.number(counts[kind] ?? 0)}</dd>
          </div>
        ))}
      </dl>
      <Shares of={of} />
    </section>
  )
}

/** The same counts as one bar; the list above says them in words. */
function Shares({ of }: { of: Import }) {
  const rows = Math.max(1, of.counts.rows ?? 1)
  return (
    <div className="imports-shares" aria-hidden="true">
      {kindsOf(of).map((kind) => (
        <span
          key={kind}
          data-kind={kind}
          style={{ inlineSize: `${((of.counts[kind] ?? 0) / rows) * 100}%` }}
        />
      ))}
    </div>
  )
}
