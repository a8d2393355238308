import { useState } from 'react'
import { Button } from '../button/button.tsx'
import { ConcealIcon, RevealIcon } from '../icon/icons.ts'
import { useT } from '../locale/locale.tsx'
import { Masked } from './masked.tsx'
import { RevealDialog } from './reveal-dialog.tsx'
import './masked-value.css'

/** A sealed value: masked until a person gives a reason, which is written down before the answer comes. */
export function MaskedValue(props: {
  label: string
  masked: string
  /** Resolves to the clear value, or null when it was refused; the caller shows why. */
  onReveal: (reason: string) => Promise<string | null>
}) {
  const t = useT()
  const [isAsking, setAsking] = useState(false)
  const [value, setValue] = useState<string | null>(null)
  const conceal = () => setValue(null)
  return (
    <span className="zc-masked">
      <span className="zc-masked-text zc-number" role="status">
        {value === null ? <Masked text={props.masked} /> : value}
      </span>
      <Button
        variant="quiet"
        icon={value === null ? <RevealIcon /> : <ConcealIcon />}
        aria-label={t(value === null ? 'ui.revealOf' : 'ui.concealOf', { label: props.label })}
        onPress={() => (value === null ? setAsking(true) : conceal())}
      >
        {t(value === null ? 'ui.reveal' : 'ui.conceal')}
      </Button>
      <RevealDialog
        label={props.label}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onReason={async (reason) => {
          setValue(await props.onReveal(reason))
          setAsking(false)
        }}
      />
    </span>
  )
}
