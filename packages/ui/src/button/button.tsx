import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { useT } from '../locale/locale.tsx'
import './button.css'

/** How loud a button is. One `primary` a screen; `danger` only where something is lost. */
export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'

/** A button with an optional icon before its words. `isPending` keeps the focus and says that work goes on. */
export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  variant?: ButtonVariant
  icon?: ReactNode
  children: ReactNode
  /** Shows the icon alone; the words stay as the name. */
  iconOnly?: boolean
  ref?: Ref<HTMLButtonElement>
}

/** Does something on this page. What leads elsewhere is a `Link`. */
export function Button({ variant = 'secondary', icon, children, iconOnly = false, ...rest }: ButtonProps) {
  const t = useT()
  return (
    <AriaButton {...rest} className="zc-button" data-variant={variant} data-icon-only={iconOnly || undefined}>
      {icon}
      <span className={iconOnly ? 'zc-hidden' : undefined}>{children}</span>
      {rest.isPending === true && <span className="zc-button-busy">{t('ui.working')}</span>}
    </AriaButton>
  )
}
