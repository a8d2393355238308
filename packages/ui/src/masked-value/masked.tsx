import { useT } from '../locale/locale.tsx'
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
