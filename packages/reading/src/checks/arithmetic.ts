import type { ArithmeticDoubt } from '../document.ts'
import { type Figure, figuresIn } from '../figures/figures.ts'
import { endWithoutMark } from '../figures/read-figures.ts'
import { type FlatText, originalOf, placeOf } from '../text/flat-text.ts'
import type { Sentence } from '../text/sentences.ts'

type Finding = Omit<ArithmeticDoubt, 'quote' | 'start'>

/** A figure and the words before it, up to the figure before. */
interface Placed extends Figure {
  readonly lead: string
  /** The same without the noun's end: 人, 户, 元; ratios are apart. */
  readonly isRatio: boolean
}

const rounding = 0.5

/** Without one of these words nothing is said of how figures hang together. */
const contradictable = /减|降|增|提高|上升|占|率|比例|比重|还有|尚有|剩|仍有|未|其余|其中|包括|分别/

/** Figures of a sentence that contradict each other; what agrees, even only by rounding, is not told. */
export function findDoubts(flat: FlatText, sentence: Sentence): ArithmeticDoubt[] {
  if (!contradictable.test(sentence.text)) return []
  const figures = placed(sentence)
  if (figures.length < 2) return []
  const findings = [...growth(figures), ...ratios(figures), ...differences(figures), ...sums(figures)]
  const last = endWithoutMark(sentence)
  const end = Math.min(last, sentence.start + 280)
  return findings.map((finding) => ({
    ...finding,
    quote: originalOf(flat, sentence.start, end),
    start: placeOf(flat, sentence.start, end).start,
  }))
}

function placed({ text }: Sentence): Placed[] {
  let from = 0
  return figuresIn(text).map((figure) => {
    const lead = text.slice(from, figure.start)
    from = figure.end
    return { ...figure, lead, isRatio: figure.unit === '%' }
  })
}

const places = (figure: Figure) => /[.点](\d+|[\u4e00-\u9fff]+)/.exec(figure.number.text)?.[1]?.length ?? 0
const percent = (value: number) => `${Number((value * 100).toFixed(2))} %`
const plain = (value: number) => String(Number(value.toPrecision(12)))

/** Whether a printed ratio is the computed one rounded, and whether it is only cut off. */
function compare(printed: Figure, computed: number): 'same' | 'truncated' | 'different' {
  const step = 10 ** -(places(printed) + 2)
  if (Math.abs(printed.value - computed) <= step * rounding + 1e-12) return 'same'
  const cut = Math.trunc(computed / step + 1e-9) * step
  return Math.abs(cut - printed.value) < step * 1e-3 ? 'truncated' : 'different'
}

function toFinding(kind: Finding['kind'], printed: Figure, computed: number, arithmetic: string): Finding[] {
  const result = compare(printed, computed)
  if (result === 'same') return []
  return [
    {
      kind,
      printed: printed.value,
      computed: Number(computed.toPrecision(6)),
      arithmetic,
      isTruncated: result === 'truncated',
    },
  ]
}

const changed =
  /(?:减少|下降|降低|压减|精简|缩减|减幅|降幅|增长|增加|提高|上升|增幅|升幅)(?:了|到|达|为|幅度)*(?:约|近)?$/
const into =
  /(?:减少|下降|降|降低|压减|精简|缩减|增加|增长|提高|上升|增)?(?:到|至|为|成)(?:了)?(?:现在的|目前的)?$/

/** 由91张减到39张，减少65.3%. */
function growth(figures: readonly Placed[]): Finding[] {
  return figures.flatMap((ratio, index) => {
    const [before, after] = [figures[index - 2], figures[index - 1]]
    if (!ratio.isRatio || !before || !after || before.isRatio || after.isRatio) return []
    if (
      before.unit !== after.unit ||
      !into.test(after.lead) ||
      !changed.test(ratio.lead) ||
      before.value === 0
    )
      return []
    const computed = Math.abs(after.value - before.value) / before.value
    const sign = after.value < before.value ? '−' : ''
    return toFinding(
      'growth',
      ratio,
      computed,
      `(${plain(after.value)} − ${plain(before.value)}) ÷ ${plain(before.value)} = ${sign}${percent(computed)}`,
    )
  })
}

const share = /(?:占|率|比例|比重|占比)(?:为|是|达|达到|约|总数的|总人数的|的)*$/
const whole = /(?:共|共有|总数|总计|合计|应|全部|总)[^，。；]{0,12}$/

/** A part, its whole, and the share printed for it. */
function ratios(figures: readonly Placed[]): Finding[] {
  return figures.flatMap((ratio, index) => {
    const [whole1, part] = [figures[index - 2], figures[index - 1]]
    if (!ratio.isRatio || !whole1 || !part || !share.test(ratio.lead.slice(-12))) return []
    if (whole1.isRatio || part.isRatio || whole1.unit !== part.unit) return []
    if (part.value > whole1.value || whole1.value === 0 || !whole.test(whole1.lead.slice(-16))) return []
    const computed = part.value / whole1.value
    return toFinding(
      'ratio',
      ratio,
      computed,
      `${plain(part.value)} ÷ ${plain(whole1.value)} = ${percent(computed)}`,
    )
  })
}

const left = /(?:还有|尚有|剩余|仍有|还剩|未脱贫|未完成|剩下|其余)[^，。；]{0,10}$/

/** A whole, what of it is done, and what is left. */
function differences(figures: readonly Placed[]): Finding[] {
  return figures.flatMap((rest, index) => {
    const [all, done] = [figures[index - 2], figures[index - 1]]
    if (!all || !done || rest.isRatio || all.unit !== done.unit || done.unit !== rest.unit) return []
    if (!left.test(rest.lead.slice(-16)) || all.comparator !== '=' || done.value > all.value) return []
    const computed = all.value - done.value
    if (Math.abs(computed - rest.value) < 1e-6) return []
    const arithmetic = `${plain(all.value)} − ${plain(done.value)} = ${plain(computed)}`
    return [{ kind: 'difference', printed: rest.value, computed, arithmetic, isTruncated: false }]
  })
}

/** 共361人，其中…285人、…63人、…13人: the parts should add up where the list says it is whole. */
function sums(figures: readonly Placed[]): Finding[] {
  return figures.flatMap((all, index) => {
    const first = figures[index + 1]
    if (!first || all.isRatio || !/^[^。]{0,6}(?:其中|包括|分别为)/.test(first.lead)) return []
    const parts = partsOf(figures.slice(index + 1), all.unit)
    if (parts.length < 2) return []
    const computed = parts.reduce((sum, part) => sum + part.value, 0)
    const isOver = computed > all.value * (1 + 1e-9)
    // A list that stays below the whole may simply leave something out.
    if (!isOver) return []
    const arithmetic = `${parts.map((part) => plain(part.value)).join(' + ')} = ${plain(computed)} > ${plain(all.value)}`
    return [{ kind: 'sum', printed: all.value, computed, arithmetic, isTruncated: false }]
  })
}

function partsOf(figures: readonly Placed[], unit: string): Placed[] {
  const parts: Placed[] = []
  for (const figure of figures) {
    if (figure.isRatio) continue
    if (figure.unit !== unit || /[。；]|同比|比上年|共/.test(figure.lead)) break
    parts.push(figure)
  }
  return parts
}
