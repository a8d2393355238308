import { lazy, type ReactNode, Suspense, useId, useRef, useState } from 'react'
import { Button, type ButtonProps } from '../button/button.tsx'
import './menu.css'
import '../select/select.css'

const loadList = () => import('./menu-list.tsx')
const MenuList = lazy(() => loadList().then((module) => ({ default: module.MenuList })))

/** One line of a menu: leads somewhere (`href`) or does something (`onAction`). */
export interface MenuEntry {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  readonly href?: string
  readonly onAction?: () => void
}

/** What stands in a menu. */
export interface MenuContent {
  entries: readonly MenuEntry[]
  /** Stands above the list and tells whose menu it is. */
  note?: ReactNode
}

/** A button that opens a list of actions. `note` stands above the list and tells whose menu it is. */
export function Menu(props: Pick<ButtonProps, 'variant' | 'icon' | 'iconOnly' | 'children'> & MenuContent) {
  const { entries, note, ...button } = props
  const trigger = useRef<HTMLButtonElement>(null)
  const triggerId = useId()
  const [isWanted, setWanted] = useState(false)
  const [opened, setOpened] = useState<'first' | 'last' | null>(null)
  const open = (focus: 'first' | 'last') => {
    setWanted(true)
    setOpened(focus)
  }
  const fetchList = () => void loadList().catch(() => undefined)
  return (
    <>
      <Button
        {...button}
        ref={trigger}
        id={triggerId}
        aria-haspopup="menu"
        aria-expanded={opened !== null}
        onHoverStart={fetchList}
        onFocus={fetchList}
        onPress={() => open('first')}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') open('first')
          else if (event.key === 'ArrowUp') open('last')
          else event.continuePropagation()
        }}
      />
      {isWanted && (
        <Suspense>
          <MenuList
            entries={entries}
            note={note}
            trigger={trigger}
            triggerId={triggerId}
            isOpen={opened !== null}
            focus={opened ?? 'first'}
            onOpenChange={(isOpen) => setOpened(isOpen ? 'first' : null)}
          />
        </Suspense>
      )}
    </>
  )
}
