import { Button, Keys, SearchIcon, useT } from '@zhucan/ui'
import { lazy, Suspense, useCallback, useState } from 'react'
import { useWhenQuiet } from '../app/fetch-ahead.ts'
import { commandKeys } from './shortcuts.ts'
import { useShortcuts } from './use-shortcuts.ts'

const loadPalette = () => import('./desk-palette.tsx')
const DeskPalette = lazy(() => loadPalette().then((module) => ({ default: module.DeskPalette })))
const KeysDialog = lazy(() => import('./keys-dialog.tsx').then((module) => ({ default: module.KeysDialog })))

/** The visible button of the palette and its keys; the palette itself is fetched while nobody waits. */
export function Finder() {
  const t = useT()
  const [shown, setShown] = useState<'palette' | 'keys' | null>(null)
  const [isWanted, setWanted] = useState(false)
  const open = useCallback((what: 'palette' | 'keys') => {
    setWanted(true)
    setShown(what)
  }, [])
  useShortcuts(open)
  useWhenQuiet(() => void loadPalette().catch(() => undefined))
  const close = () => setShown(null)
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
      {isWanted && (
        <Suspense
          fallback={
            <span className="zc-hidden" role="status">
              {t('ui.loading')}
            </span>
          }
        >
          <DeskPalette isOpen={shown === 'palette'} onClose={close} showKeys={() => open('keys')} />
          <KeysDialog isOpen={shown === 'keys'} onClose={close} />
        </Suspense>
      )}
    </>
  )
}
