import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'
import { Button } from '../button/button.tsx'
import { CloseIcon, DangerIcon, GoodIcon, InfoIcon, UndoIcon } from '../icon/icons.ts'
import { useT } from '../locale/locale.tsx'
import './announcer.css'

/** A short word about something that was done; stays until it is closed or the next one comes. */
export interface Notice {
  readonly kind: 'good' | 'danger' | 'notice'
  readonly text: string
  /** Takes back what was done; offered as a button until the notice is closed. */
  readonly undo?: () => void
}

interface Announcer {
  readonly announce: (text: string) => void
  readonly notify: (notice: Notice | null) => void
}

const AnnouncerContext = createContext<Announcer | null>(null)
const icons = { good: GoodIcon, danger: DangerIcon, notice: InfoIcon }

/** Carries the live regions of the page: one unseen for screen readers, one seen for notices. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const t = useT()
  const [spoken, setSpoken] = useState('')
  const [notice, setNotice] = useState<Notice | null>(null)
  const turn = useRef(0)
  const announce = useCallback((text: string) => {
    turn.current += 1
    // The same words twice are not spoken again unless the text node differs.
    setSpoken(turn.current % 2 ? text : `${text}\u00a0`)
  }, [])
  const announcer = useMemo(() => ({ announce, notify: setNotice }), [announce])
  const Icon = notice ? icons[notice.kind] : null
  return (
    <AnnouncerContext value={announcer}>
      {children}
      <div className="zc-hidden" role="status" aria-live="polite">
        {spoken}
      </div>
      <div className="zc-notice-place" role="status" aria-live="polite">
        {notice && Icon && (
          <div className="zc-notice" data-kind={notice.kind}>
            <Icon />
            <p>{notice.text}</p>
            {notice.undo && (
              <Button
                variant="secondary"
                icon={<UndoIcon />}
                onPress={() => {
                  setNotice(null)
                  notice.undo?.()
                }}
              >
                {t('ui.undo')}
              </Button>
            )}
            <Button variant="quiet" iconOnly icon={<CloseIcon />} onPress={() => setNotice(null)}>
              {t('ui.close')}
            </Button>
          </div>
        )}
      </div>
    </AnnouncerContext>
  )
}

function useAnnouncer(): Announcer {
  const announcer = useContext(AnnouncerContext)
  if (!announcer) throw new Error('this component needs an AnnouncerProvider above it')
  return announcer
}

/** Speak a text to screen readers without showing it. */
export function useAnnounce(): (text: string) => void {
  return useAnnouncer().announce
}

/** Show and speak a notice; null takes the present one away. */
export function useNotify(): (notice: Notice | null) => void {
  return useAnnouncer().notify
}
