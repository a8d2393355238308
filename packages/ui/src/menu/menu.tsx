import type { ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Button, type ButtonProps } from '../button/button.tsx'
import './menu.css'
import '../select/select.css'

/** One line of a menu: leads somewhere (`href`) or does something (`onAction`). */
export interface MenuEntry {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  readonly href?: string
  readonly onAction?: () => void
}

/** A button that opens a list of actions. `note` stands above the list and tells whose menu it is. */
export function Menu(
  props: Pick<ButtonProps, 'variant' | 'icon' | 'iconOnly' | 'children'> & {
    entries: readonly MenuEntry[]
    note?: ReactNode
  },
) {
  const { entries, note, ...button } = props
  return (
    <MenuTrigger>
      <Button {...button} />
      <Popover className="zc-popover" placement="bottom end">
        {note && <div className="zc-menu-note">{note}</div>}
        <AriaMenu className="zc-list-box">
          {entries.map((entry) => (
            <MenuItem
              key={entry.id}
              id={entry.id}
              textValue={entry.label}
              className="zc-option"
              {...(entry.href ? { href: entry.href } : {})}
              {...(entry.onAction ? { onAction: entry.onAction } : {})}
            >
              {entry.icon}
              {entry.label}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
