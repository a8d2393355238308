import { Button, FilterIcon, OpenIcon, useT } from '@zhucan/ui'
import { type ReactNode, useState } from 'react'
import './filter-fold.css'

/** Filters that fold away behind a button where the screen is narrow: people came for the list below them. */
export function FilterFold({ chosen, children }: { chosen: number; children: ReactNode }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="filter-fold" data-open={isOpen || undefined}>
      <div className="filter-fold-toggle">
        <Button icon={<FilterIcon />} aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {chosen > 0 ? t('register.filtersChosen', { count: chosen }) : t('register.filters')} <OpenIcon />
        </Button>
      </div>
      <div className="filter-fold-panel">{children}</div>
    </div>
  )
}
