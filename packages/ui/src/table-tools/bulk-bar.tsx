import type { ReactNode } from 'react'
import { Button } from '../button/button.tsx'
import { CloseIcon } from '../icon/icons.ts'
import { useFormat } from '../locale/format.ts'
import { useT } from '../locale/locale.tsx'
import './table-tools.css'

/** What can be done to the ticked rows; offers all rows of the filter once the whole page is ticked. */
export function BulkBar(props: {
  count: number
  /** How many rows the filter has in all. */
  total: number
  isAll: boolean
  onAll: () => void
  onClear: () => void
  children: ReactNode
}) {
  const t = useT()
  const format = useFormat()
  if (props.count === 0) return null
  return (
    <section className="zc-bulk-bar zc-no-print" aria-label={t('ui.bulk')}>
      <p role="status">{t('ui.selected', { count: props.isAll ? props.total : props.count })}</p>
      {!props.isAll && props.total > props.count && (
        <Button variant="quiet" onPress={props.onAll}>
          {t('ui.selectAllOf', { total: format.number(props.total) })}
        </Button>
      )}
      <span className="zc-bulk-bar-actions">{props.children}</span>
      <Button variant="quiet" icon={<CloseIcon />} onPress={props.onClear}>
        {t('ui.clearSelection')}
      </Button>
    </section>
  )
}
