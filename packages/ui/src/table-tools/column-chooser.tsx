import { lazy, Suspense, useRef, useState } from 'react'
import { Button } from '../button/button.tsx'
import { ColumnsIcon } from '../icon/icons.ts'
import { useT } from '../locale/locale.tsx'
import './table-tools.css'
import '../select/select.css'

const loadWindow = () => import('./column-window.tsx')
const ColumnWindow = lazy(() => loadWindow().then((module) => ({ default: module.ColumnWindow })))

/** How high rows are. */
export type Density = 'normal' | 'dense'

const storageKey = 'zhucan.density'

/** The row height chosen in this browser, and the way to change it. */
export function useDensity(): [Density, (density: Density) => void] {
  const [density, setDensity] = useState<Density>(() => {
    try {
      return localStorage.getItem(storageKey) === 'dense' ? 'dense' : 'normal'
    } catch {
      return 'normal'
    }
  })
  return [
    density,
    (next) => {
      setDensity(next)
      try {
        localStorage.setItem(storageKey, next)
      } catch {
        // Without storage the choice holds until the page is left.
      }
    },
  ]
}

/** What of a table can be chosen, and what is. */
export interface ColumnChoices {
  columns: readonly { id: string; header: string; isRowHeader?: true; isFixed?: true }[]
  hidden: readonly string[]
  onHidden: (hidden: readonly string[]) => void
  density: Density
  onDensity: (density: Density) => void
}

/** Which columns a table shows and how high its rows are. The column that names its row is always there. */
export function ColumnChooser(props: ColumnChoices) {
  const t = useT()
  const trigger = useRef<HTMLButtonElement>(null)
  const [isWanted, setWanted] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const fetchWindow = () => void loadWindow().catch(() => undefined)
  return (
    <>
      <Button
        icon={<ColumnsIcon />}
        ref={trigger}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onHoverStart={fetchWindow}
        onFocus={fetchWindow}
        onPress={() => {
          setWanted(true)
          setOpen(true)
        }}
      >
        {t('ui.columns')}
      </Button>
      {isWanted && (
        <Suspense>
          <ColumnWindow {...props} trigger={trigger} isOpen={isOpen} onOpenChange={setOpen} />
        </Suspense>
      )}
    </>
  )
}
