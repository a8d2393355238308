import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { Disclosure as AriaDisclosure, DisclosurePanel } from 'react-aria-components/Disclosure'
import { NextIcon } from '../icon/icons.ts'
import './disclosure.css'

/** Details that open below their title. */
export function Disclosure(props: { title: ReactNode; children: ReactNode; isOpenAtFirst?: boolean }) {
  return (
    <AriaDisclosure className="zc-disclosure" defaultExpanded={props.isOpenAtFirst ?? false}>
      <Button slot="trigger" className="zc-disclosure-title">
        <NextIcon />
        {props.title}
      </Button>
      <DisclosurePanel className="zc-disclosure-panel">{props.children}</DisclosurePanel>
    </AriaDisclosure>
  )
}
