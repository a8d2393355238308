import { Button, Keys, SearchIcon, useT } from '@zhucan/ui'
import { lazy, Suspense, useCallback, useState } from 'react'
import { useWhenQuiet } from '../app/fetch-ahead.ts'
import { useAllTexts } from '../app/texts.tsx'
import { commandKeys } from './shortcuts.ts'
import { useEarlyText } from './use-early-text.ts'
import { useShortcuts } from './use-shortcuts.ts'

const loadPalette = () => import('./desk-palette.tsx')
const DeskPalette = lazy(() => loadPalette().then((module) => ({ default: module.DeskPalette })))
const KeysDialog = lazy(() => import('./keys-dialog.tsx').then((module) => ({ default: module.KeysDialog })))

/** The visible button of the palette and its keys; the palette itself is fetched while nobody waits. */
export function Finder() {
  const t = useT()
  const [shown, setShown] = useState<'palette' | 'keys' | null>(null)
  const [isWanted, setWanted] = useState(false)
  const [isThere, setThere] = useState(false)
  // Its words are not among the first texts, and without them it finds nothing by its sound.
  const { areThere: hasWords, want: wantWords } = useAllTexts()
  const open = useCallback(
    (what: 'palette' | 'keys') => {
      wantWords()
      setWanted(true)
      setShown(what)
    },
    [wantWords],
  )
  useShortcuts(open)
  useWhenQuiet(() => void loadPalette().catch(() => undefined))
  const close = () => setShown(null)
  const takeEarlyText = useEarlyText(shown === 'palette' && !isThere, close)
  const takeOver = () => {
    setThere(true)
    return takeEarlyText()
  }
  return (
    <>
      <Button
        icon={<SearchIcon />}
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        onPress={() => open('palette')}
      >
        {t('palette.button')}
        <span className="desk-finder-keys" aria-hidden="true">
          <Keys keys={commandKeys()} />
        </span>
      </Button>
      {isWanted && !hasWords && <Waiting />}
      {isWanted && hasWords && (
        <Suspense fallback={<Waiting />}>
          <DeskPalette
            isOpen={shown === 'palette'}
            onClose={close}
            showKeys={() => open('keys')}
            takeOver={takeOver}
          />
          <KeysDialog isOpen={shown === 'keys'} onClose={close} />
        </Suspense>
      )}
    </>
  )
}

function Waiting() {
  const t = useT()
  return (
    <span className="zc-hidden" role="status">
      {t('ui.loading')}
    </span>
  )
}
