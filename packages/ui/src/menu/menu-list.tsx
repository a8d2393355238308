import type { RefObject } from 'react'
import { Menu as AriaMenu, MenuItem } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import type { MenuContent } from './menu.tsx'

/** The opened list of a menu, with arrow keys, first letters and Escape; fetched when somebody comes near its button. */
export function MenuList(
  props: MenuContent & {
    trigger: RefObject<HTMLButtonElement | null>
    triggerId: string
    isOpen: boolean
    focus: 'first' | 'last'
    onOpenChange: (isOpen: boolean) => void
  },
) {
  return (
    <Popover
      className="zc-popover"
      aria-labelledby={props.triggerId}
      placement="bottom end"
      trigger="MenuTrigger"
      triggerRef={props.trigger}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
    >
      {props.note && <div className="zc-menu-note">{props.note}</div>}
      <AriaMenu
        className="zc-list-box"
        aria-labelledby={props.triggerId}
        autoFocus={props.focus}
        onClose={() => props.onOpenChange(false)}
      >
        {props.entries.map((entry) => (
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
  )
}
