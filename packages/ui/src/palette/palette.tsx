import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Header } from 'react-aria-components/Header'
import { Input } from 'react-aria-components/Input'
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { SearchField } from 'react-aria-components/SearchField'
import { Button } from '../button/button.tsx'
import { CloseIcon, SearchIcon } from '../icon/icons.ts'
import { Keys } from '../keys/keys.tsx'
import { useT } from '../locale/locale.tsx'
import './palette.css'

/** One line of the palette; `content` replaces the label where it is drawn, as for masked names. */
export interface PaletteItem {
  readonly id: string
  readonly label: string
  readonly note?: string | undefined
  readonly icon?: ReactNode
  readonly content?: ReactNode
  /** The keys that do the same without the palette. */
  readonly keys?: string | undefined
}

/** Lines of one kind under their heading. */
export interface PaletteGroup {
  readonly id: string
  readonly title: string
  readonly items: readonly PaletteItem[]
}

/** What the palette shows; what fits the text, and what a choice does, is its caller's. */
export interface PaletteProps {
  isOpen: boolean
  onClose: () => void
  title: string
  label: string
  text: string
  onText: (text: string) => void
  groups: readonly PaletteGroup[]
  onChoose: (id: string) => void
  /** What it is doing or has found, in words; seen and spoken. */
  status: string
  isBusy?: boolean
  empty: ReactNode
}

/** One box that finds everything: type, move with the arrows, Enter. The focus stays in the box. */
export function Palette(props: PaletteProps) {
  return (
    <ModalOverlay
      className="zc-dialog-veil zc-palette-veil"
      isOpen={props.isOpen}
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      isDismissable
    >
      <Modal className="zc-dialog-box zc-palette-box">
        <AriaDialog className="zc-dialog zc-palette" aria-label={props.title}>
          <PaletteBody {...props} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

function PaletteBody(props: PaletteProps) {
  const t = useT()
  const list = useRef<HTMLDivElement>(null)
  const chooseByEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.stopPropagation()
    const id = itemOfEnter(props, list.current)
    if (id !== undefined) props.onChoose(id)
  }
  return (
    <Autocomplete inputValue={props.text} onInputChange={props.onText}>
      <SearchField className="zc-palette-field" aria-label={props.label} autoFocus>
        <SearchIcon />
        <Input
          className="zc-palette-input"
          role="combobox"
          aria-expanded
          aria-haspopup="listbox"
          placeholder={props.label}
          maxLength={60}
          autoComplete="off"
          onKeyDownCapture={chooseByEnter}
        />
        <Button slot={null} variant="quiet" iconOnly icon={<CloseIcon />} onPress={props.onClose}>
          {t('ui.close')}
        </Button>
      </SearchField>
      <ListBox
        ref={list}
        className="zc-palette-list"
        aria-label={props.title}
        items={props.groups}
        selectionMode="none"
        onAction={(key) => props.onChoose(String(key))}
        renderEmptyState={() => <div className="zc-palette-empty">{props.empty}</div>}
      >
        {(group) => <Group group={group} />}
      </ListBox>
      <div className="zc-palette-foot">
        <p role="status" aria-busy={props.isBusy || undefined}>
          {props.status}
        </p>
        <p className="zc-palette-hint" aria-hidden="true">
          <Keys keys="↑ ↓" /> <Keys keys="Enter" /> <Keys keys="Esc" />
        </p>
      </div>
    </Autocomplete>
  )
}

/**
 * What Enter chooses: the marked line, else the first that fits the text. The list marks a line only after it is
 * drawn, and none after a paste; Enter of somebody faster than that must not get lost.
 */
function itemOfEnter({ groups, text }: PaletteProps, list: HTMLElement | null): string | undefined {
  const ids = groups.flatMap(({ items }) => items.map(({ id }) => id))
  const marked = list?.querySelector<HTMLElement>('[role=option][data-focused]')?.getAttribute('data-key')
  return ids.find((id) => id === marked) ?? (text.trim() === '' ? undefined : ids[0])
}

function Group({ group }: { group: PaletteGroup }) {
  const headingId = useId()
  return (
    <ListBoxSection id={group.id} aria-labelledby={headingId}>
      <Header id={headingId} className="zc-palette-heading">
        {group.title}
      </Header>
      {group.items.map((item) => (
        <ListBoxItem key={item.id} id={item.id} textValue={item.label} className="zc-option zc-palette-item">
          {item.icon}
          <span className="zc-palette-words">
            <span>{item.content ?? item.label}</span>
            {item.note && <span className="zc-palette-note">{item.note}</span>}
          </span>
          {item.keys && <Keys keys={item.keys} />}
        </ListBoxItem>
      ))}
    </ListBoxSection>
  )
}
