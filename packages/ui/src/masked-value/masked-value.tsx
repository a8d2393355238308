import { useState } from 'react'
import { Button } from '../button/button.tsx'
import { Dialog } from '../dialog/dialog.tsx'
import { TextField } from '../field/text-field.tsx'
import { ConcealIcon, RevealIcon } from '../icon/icons.ts'
import { useT } from '../locale/locale.tsx'
import { RadioGroup } from '../radio-group/radio-group.tsx'
import './masked-value.css'

/** A masked text that a screen reader speaks as words instead of a row of asterisks. */
export function Masked({ text }: { text: string }) {
  const t = useT()
  if (!text.includes('*')) return <>{text}</>
  return (
    <>
      <span aria-hidden="true">{text}</span>
      <span className="zc-hidden">{text.replace(/\*+/g, t('ui.maskedPart'))}</span>
    </>
  )
}

const reasons = ['visit', 'benefit', 'certificate', 'correction', 'other'] as const

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

function RevealDialog(props: {
  label: string
  isOpen: boolean
  onClose: () => void
  onReason: (reason: string) => Promise<void>
}) {
  const t = useT()
  const [reason, setReason] = useState<string>('visit')
  const [words, setWords] = useState('')
  const [isBusy, setBusy] = useState(false)
  const needsWords = reason === 'other' && words.trim() === ''
  const submit = async () => {
    setBusy(true)
    await props.onReason(reason === 'other' ? words.trim() : t(`ui.revealReason.${reason as 'visit'}`))
    setBusy(false)
  }
  return (
    <Dialog
      title={t('ui.revealOf', { label: props.label })}
      isOpen={props.isOpen}
      onClose={props.onClose}
      footer={
        <>
          <Button onPress={props.onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isDisabled={needsWords} isPending={isBusy} onPress={submit}>
            {t('ui.reveal')}
          </Button>
        </>
      }
    >
      <p>{t('ui.revealIsLogged')}</p>
      <RadioGroup
        label={t('ui.revealReason')}
        value={reason}
        onChange={setReason}
        options={reasons.map((value) => ({ value, label: t(`ui.revealReason.${value}`) }))}
      />
      {reason === 'other' && (
        <TextField label={t('ui.revealWords')} value={words} onChange={setWords} maxLength={200} autoFocus />
      )}
    </Dialog>
  )
}
