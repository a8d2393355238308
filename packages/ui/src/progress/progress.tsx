import { useEffect, useRef } from 'react'
import { Label } from 'react-aria-components/Label'
import { ProgressBar } from 'react-aria-components/ProgressBar'
import { useAnnounce } from '../announce/announcer.tsx'
import { useFormat } from '../locale/format.ts'
import { useT } from '../locale/locale.tsx'
import './progress.css'

/** Work that goes on. Spoken at the start, at each quarter and at the end, not at each step. */
export function Progress(props: { label: string; done: number; total: number | null; detail?: string }) {
  const { label, done, total } = props
  const t = useT()
  const format = useFormat()
  const share = total ? Math.min(done / total, 1) : null
  useSpokenQuarters(label, share)
  return (
    <ProgressBar
      className="zc-progress"
      value={share === null ? 0 : share * 100}
      isIndeterminate={share === null}
      valueLabel={share === null ? t('ui.working') : format.percent(share, 0)}
    >
      {({ valueText }) => (
        <>
          <div className="zc-progress-words">
            <Label>{label}</Label>
            <span className="zc-number">{valueText}</span>
          </div>
          <div className="zc-progress-track">
            <ProgressFill share={share} />
          </div>
          <p className="zc-progress-detail">
            {props.detail ??
              (total
                ? t('ui.doneOf', { done: format.number(done), total: format.number(total) })
                : t('ui.wait'))}
          </p>
        </>
      )}
    </ProgressBar>
  )
}

/** The width goes through the object model, because the content security policy refuses style attributes. */
function ProgressFill({ share }: { share: number | null }) {
  return (
    <div
      className="zc-progress-fill"
      data-indeterminate={share === null || undefined}
      style={{ inlineSize: share === null ? '30%' : `${share * 100}%` }}
    />
  )
}

function useSpokenQuarters(label: string, share: number | null) {
  const announce = useAnnounce()
  const format = useFormat()
  const spoken = useRef<string | null>(null)
  const quarter = share === null ? 0 : Math.floor(share * 4) / 4
  useEffect(() => {
    const key = `${label} ${quarter}`
    if (spoken.current === key) return
    spoken.current = key
    announce(`${label} ${format.percent(quarter, 0)}`)
  }, [label, quarter, announce, format])
}
