import { useT } from '@zhucan/ui'

/** Lines for the pen on the printed sheet, which somebody takes along to the door. */
export function CheckSheet() {
  const t = useT()
  const lines = ['clueWork.verdict', 'clueWork.visit', 'clueWork.visitedOn', 'clueWork.text'] as const
  return (
    <section className="clue-sheet" aria-hidden="true">
      <h2>{t('clueWork.sheet')}</h2>
      {lines.map((line) => (
        <p key={line} className="clue-sheet-line" data-tall={line === 'clueWork.text' || undefined}>
          {t(line)}
        </p>
      ))}
      <p className="clue-sheet-line">{t('clueWork.signed')}</p>
    </section>
  )
}
