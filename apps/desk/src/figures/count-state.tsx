import { State, useFormat, useT } from '@zhucan/ui'
import type { CountState as Counted } from './figures.queries.ts'

/** When the counted figures were made, and whether the records have changed since. */
export function CountState({ counting }: { counting: Counted }) {
  const t = useT()
  const format = useFormat()
  const { countedAt, changedBy, isCounting } = counting
  const changes = changedBy.map((kind) => t(`figures.change.${kind}`)).join(t('figures.listSign'))
  return (
    <>
      <span>
        {countedAt ? t('figures.countedOn', { at: format.moment(countedAt) }) : t('figures.notCounted')}
      </span>
      {isCounting ? (
        <State kind="notice">{t('figures.beingCounted')}</State>
      ) : (
        changes && (
          <State kind="warning">
            {t(countedAt ? 'figures.olderThanRecords' : 'figures.countedSoon', { changes })}
          </State>
        )
      )}
    </>
  )
}
