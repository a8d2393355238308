import { useFormat, useT } from '@zhucan/ui'
import { linkAt } from './bits.ts'
import type { Pair } from './linking.queries.ts'
import { useLinkWords } from './linking-words.tsx'

interface Step {
  readonly id: string
  readonly word: string
  readonly bits: number
  readonly from: number
}

/** What a waterfall is drawn of. */
export type Weighed = Pick<Pair, 'start' | 'weight' | 'evidence'>

/** How the weight of a pair comes about: where one begins, what each comparison adds or takes, where one ends. */
export function Waterfall({ pair }: { pair: Weighed }) {
  const t = useT()
  const format = useFormat()
  const words = useLinkWords()
  const steps = stepsOf(pair, t('linking.prior'), (one) => words.level(one))
  const sum = { id: 'sum', word: t('linking.sum'), bits: pair.weight, from: 0 }
  const ends = steps.flatMap(({ from, bits }) => [from, from + bits])
  const low = Math.min(0, ...ends)
  const width = Math.max(1, Math.max(linkAt, ...ends) - low)
  const place = (bits: number) => ((bits - low) / width) * 100
  return (
    <>
      <p>
        {t(isBeyond(pair.weight) ? 'linking.weightBeyond' : 'linking.weightSentence', {
          weight: words.weight(pair.weight),
          odds: oddsOf(pair.weight, format.number),
        })}
      </p>
      <ol className="linking-waterfall">
        {steps.map((step) => (
          <Fall key={step.id} step={step} place={place} said={words.bits(step.bits)} />
        ))}
        <Fall step={sum} place={place} said={words.weight(pair.weight)} isSum />
      </ol>
      <p className="linking-foot desk-quiet desk-small">{t('linking.waterfallFoot')}</p>
    </>
  )
}

function Fall(props: {
  step: Step
  /** Where so many bits stand, in hundredths of the width. */
  place: (bits: number) => number
  said: string
  isSum?: boolean
}) {
  const { step, place, said, isSum = false } = props
  const [start, end] = [
    place(Math.min(step.from, step.from + step.bits)),
    place(Math.max(step.from, step.from + step.bits)),
  ]
  const size = Math.max(0.8, end - start)
  return (
    <li data-sum={isSum || undefined}>
      <span className="linking-fall-word">{step.word}</span>
      <span className="linking-fall-track" aria-hidden="true">
        <span
          className="linking-fall-bar"
          data-sign={step.bits < 0 ? 'against' : 'for'}
          style={{ insetInlineStart: `${Math.min(start, 100 - size)}%`, inlineSize: `${size}%` }}
        />
        <span className="linking-fall-line" style={{ insetInlineStart: `${place(0)}%` }} />
        {isSum && (
          <span
            className="linking-fall-line"
            data-threshold
            style={{ insetInlineStart: `min(${place(linkAt)}%, 100% - 2px)` }}
          />
        )}
      </span>
      <span className="linking-fall-bits">{said}</span>
    </li>
  )
}

function stepsOf(pair: Weighed, start: string, word: (one: Pair['evidence'][number]) => string): Step[] {
  const strongest = [...pair.evidence]
    .filter(({ bits }) => bits !== 0)
    .sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits))
  let at = pair.start
  const steps: Step[] = [{ id: 'start', word: start, bits: pair.start, from: 0 }]
  for (const one of strongest) {
    steps.push({ id: one.comparison, word: word(one), bits: one.bits, from: at })
    at += one.bits
  }
  return steps
}

const mostOdds = 1_000_000

/** Beyond a million to one a number says nothing more. */
const isBeyond = (weight: number) => 2 ** weight > mostOdds

/** Odds in words of numbers that stay on one line: 16 : 1, 1 : 4. */
function oddsOf(weight: number, number: (value: number) => string): string {
  const odds = 2 ** Math.abs(weight)
  const shown = number(odds < 100 ? Math.round(odds) : Number(Math.min(odds, mostOdds).toPrecision(2)))
  return weight >= 0 ? `${shown}\u00a0:\u00a01` : `1\u00a0:\u00a0${shown}`
}
