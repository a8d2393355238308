import type { Span } from '../text/sentences.ts'
import type { Figure } from './figures.ts'

const filler =
  /(?:不少于|不低于|不得低于|不得少于|不得超过|不超过|不高于|至少|最高|最低|达到|达|超过|突破|完成|实现|提高到|提升到|控制在|保持在|分别|均|都|各|为|约|近|共|已|力争|确保|到\d{4}年底?|以上|每人每月|每月|每年|按照|按)+$/

/** A short phrase that names what is counted: the words before the number, or behind it where none stand before. */
export function indicatorOf(figure: Figure, offset: number, clause: Span, earlier: string): string {
  const from = figure.start + offset - clause.start
  const before = clause.text.slice(0, Math.max(0, from)).replace(/^[^，；：]*[，；：]/, '')
  const named = before
    .replace(filler, '')
    .replace(/^(?:同时|其中|并|且|为|对|将|把|要|全年|全市|全省|全县|全区)+/, '')
  if (named.length >= 2) return named.slice(-30)
  const behind = clause.text.slice(from + figure.end - figure.start).replace(/^(?:以上|以下|左右|的)+/, '')
  const after = behind.replace(/[，；。：].*$/, '')
  return after.length >= 2 ? after.slice(0, 30) : earlier.replace(/[，；。：]$/, '').slice(-30)
}

const spread =
  /^(.*?)(?:均|都|分别均|全部|各自|均应|均要)(?:应|要|须|必须|力争|已|已经|可|能|将)?(?:不得|不)?(?:达到?|低于|少于|高于|超过|保持在|提高到|提升到|稳定在|控制在|实现|为|在|完成)/
const rateWord = /(?:率|比例|比重|占比|水平|数量|人数|标准|经费|收入|数|额|度)$/

/** How many indicators a figure applies to: 入学率和巩固率均达到95% is two. */
export function multiplicity(figure: Figure, offset: number, clause: Span): number {
  const upTo = clause.text.slice(0, Math.max(0, figure.start + offset - clause.start))
  const found = spread.exec(upTo)
  const whole = found
    ? found[1]!
    : /(?:各|均为)(?:不少于|不低于)?$/.test(upTo)
      ? upTo.replace(/(?:各|均为).{0,5}$/, '')
      : ''
  if (whole === '') return 1
  const list = whole.slice(
    Math.max(whole.lastIndexOf('，'), whole.lastIndexOf('：'), whole.lastIndexOf('；')) + 1,
  )
  const parts = list.split(/、|和|以及|及|与/).filter((part) => part.length > 1)
  if (parts.length < 2 || parts.length > 8) return 1
  const named = parts.filter((part) => rateWord.test(part)).length
  return found ? Math.max(named, rateWord.test(parts.at(-1)!) ? parts.length : 1) : 1
}
