import { CheckIcon, useT } from '@zhucan/ui'
import type { ImportState } from './imports.queries.ts'

const steps = ['upload', 'mapping', 'preview', 'result'] as const

const stepOf: Record<ImportState, number> = {
  reading: 1,
  mapping: 2,
  checking: 2,
  ready: 3,
  applying: 3,
  done: 4,
  undoing: 4,
  undone: 4,
  refused: 1,
  failed: 1,
  discarded: 1,
}

/** Which of the four steps one is on. */
export function Steps({ state }: { state: ImportState }) {
  const t = useT()
  const present = stepOf[state]
  return (
    <ol className="imports-steps" aria-label={t('imports.steps')}>
      {steps.map((step, index) => {
        const number = index + 1
        const isDone = number < present || state === 'done'
        return (
          <li
            key={step}
            data-done={isDone || undefined}
            {...(number === present ? { 'aria-current': 'step' as const } : {})}
          >
            <span className="imports-step-mark" aria-hidden="true">
              {isDone ? <CheckIcon /> : number}
            </span>
            {t(`imports.step.${step}`)}
            {isDone && <span className="zc-hidden">{t('imports.stepDone')}</span>}
          </li>
        )
      })}
    </ol>
  )
}
