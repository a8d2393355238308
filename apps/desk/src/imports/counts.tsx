import { useFormat, useT } from '@zhucan/ui'
import type { Import } from './imports.queries.ts'

const kinds = ['new', 'changed', 'unchanged', 'conflicting', 'faulty'] as const

/** How many rows are new, changed, unchanged, conflicting and faulty. */
export function Counts({ of }: { of: Import }) {
  const t = useT()
  const format = useFormat()
  const { counts } = of
  if (!counts) return null
  return (
    <section className="imports-counts" aria-label={t('imports.counts')}>
      <p>{t('imports.rowsChecked', { count: counts.rows })}</p>
      <dl>
        {kinds.map((kind) => (
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
  const rows = Math.max(1, of.counts?.rows ?? 1)
  return (
    <div className="imports-shares" aria-hidden="true">
      {kinds.map((kind) => (
        <span
          key={kind}
          data-kind={kind}
          style={{ inlineSize: `${((of.counts?.[kind] ?? 0) / rows) * 100}%` }}
        />
      ))}
    </div>
  )
}
