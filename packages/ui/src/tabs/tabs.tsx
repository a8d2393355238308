import type { ReactNode } from 'react'
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs'
import './tabs.css'

/** One tab; `count` is shown beside its word. */
export interface TabSpec {
  readonly id: string
  readonly label: string
  readonly count?: string
}

/** Views of one thing side by side. The chosen tab is the caller's, so that it can live in the address. */
export function Tabs(props: {
  label: string
  tabs: readonly TabSpec[]
  selected: string
  onSelect: (id: string) => void
  children: ReactNode
}) {
  return (
    <AriaTabs
      className="zc-tabs"
      selectedKey={props.selected}
      onSelectionChange={(key) => props.onSelect(String(key))}
      keyboardActivation="manual"
    >
      <TabList aria-label={props.label} className="zc-tab-list">
        {props.tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className="zc-tab">
            {tab.label}
            {tab.count !== undefined && <span className="zc-tab-count">{tab.count}</span>}
          </Tab>
        ))}
      </TabList>
      {/* The kit keeps the first id of a panel, so each tab gets a panel of its own. */}
      <TabPanel key={props.selected} id={props.selected} className="zc-tab-panel">
        {props.children}
      </TabPanel>
    </AriaTabs>
  )
}
