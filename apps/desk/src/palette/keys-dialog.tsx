import { Checkbox, Dialog, Keys, useT } from '@zhucan/ui'
import { useState } from 'react'
import { usePageEntries } from './page-entries.tsx'
import { commandKeys, setSingleKeys, singleKeysAreOn } from './shortcuts.ts'
import './palette.css'

/** The keys that do something anywhere, and the switch for those of a single letter (WCAG 2.1.4). */
export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useT()
  const pages = usePageEntries().filter(({ shortcut }) => shortcut !== undefined)
  return (
    <Dialog title={t('palette.shortcuts')} isOpen={isOpen} onClose={onClose}>
      <dl className="keys-list">
        <KeyLine keys={commandKeys()} word={t('palette.open')} />
        <KeyLine keys="?" word={t('palette.shortcuts')} />
        <KeyLine keys="Esc" word={t('palette.closes')} />
      </dl>
      <h3>{t('palette.goTo')}</h3>
      <dl className="keys-list">
        {pages.map(({ id, label, shortcut }) => (
          <KeyLine key={id} keys={shortcut ?? ''} word={label} />
        ))}
      </dl>
      <SingleKeys />
      <p className="desk-quiet desk-small">{t('palette.singleKeysNote')}</p>
    </Dialog>
  )
}

function KeyLine({ keys, word }: { keys: string; word: string }) {
  return (
    <div>
      <dt>
        <Keys keys={keys} />
      </dt>
      <dd>{word}</dd>
    </div>
  )
}

function SingleKeys() {
  const t = useT()
  const [isOn, setOn] = useState(singleKeysAreOn)
  return (
    <Checkbox
      isSelected={isOn}
      onChange={(isSelected) => {
        setSingleKeys(isSelected)
        setOn(isSelected)
      }}
    >
      {t('palette.singleKeys')}
    </Checkbox>
  )
}
