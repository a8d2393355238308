import type { Span } from '../text/sentences.ts'
import type { Figure } from './figures.ts'

const filler =
  /(?:不少于|不低于|不得低于|不得少于|不得超过|不超过|不高于|至少|最高|最低|达到|达|超过|突破|全面|全部|完成|实现|提高到|提升到|控制在|保持在|分别|均|都|各|为|约|近|共|已|力争|确保|到\d{4}年底?|以上|每人每月|每月|每年|按照|按)+$/
const opening =
  /^(?:同时|其中|并|且|为|对|将|把|要|应|全年|全市|全省|全县|全区|力争|确保|到?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|底|末)?(?:之|以)?前|[\d.,]+[万亿]*[名人户个位](?!次))+/
/** What is done to the thing counted says less of it than its own name behind the number. */
const making =
  /(?:^|至少|[个村县乡镇）])(?:新建|新增|建成|建设|建立|设立|创建|打造|配备|培育|扶持|安排|新建成|建好)$/

/** A short phrase that names what is counted: the words before the number, or behind it where those say more. */
export function indicatorOf(figure: Figure, offset: number, clause: Span, earlier: string): string {
  const from = figure.start + offset - clause.start
  // A phrase is short: what stands farther away names something else, and long texts stay quick.
  const upTo = clause.text.slice(Math.max(0, from - 120), Math.max(0, from))
  const shared = sharedOf(upTo)
  if (shared !== null) return shared
  const before = upTo.replace(/^[^，；：]*[，；：]/, '').replace(/^.*\d[^、]*、/, '')
  const plain = before.replace(filler, '')
  const named = plain.replace(opening, '')
  const end = from + figure.end - figure.start
  const behind = clause.text.slice(end, end + 80).replace(/^(?:以上|以下|左右|的)+/, '')
  const after = behind.replace(/[，；。：（、].*$/, '')
  const saysLess = making.test(plain) && after.length >= 3
  if (named.length >= 2 && !saysLess) return named.slice(-30)
  return after.length >= 2 ? after.slice(0, 30) : earlier.replace(/[，；。：]$/, '').slice(-30)
}

/** 甲率、乙率分别达到92%和95%: each figure has its own name, in their order. */
function sharedOf(upTo: string): string | null {
  const [, list, rest] = /([^，；：]*)分别([^，；]*)$/.exec(upTo) ?? []
  if (list === undefined || rest === undefined) return null
  const names = list.replace(opening, '').split(/、|和|以及|及|与/)
  const nth = rest.match(/\d[\d.,]*/g)?.length ?? 0
  const name = names[nth]
  return names.length > 1 && name !== undefined && name.length > 1 ? name.slice(-30) : null
}

const spread =
  /^(.*?)(?:均|都|分别均|全部|各自|均应|均要)(?:应|要|须|必须|力争|已|已经|可|能|将)?(?:不得|不)?(?:达到?|低于|少于|高于|超过|保持在|提高到|提升到|稳定在|控制在|实现|为|在|完成)/
const rateWord = /(?:率|比例|比重|占比|水平|数量|人数|标准|经费|收入|数|额|度)$/

/** The indicators a figure applies to: 入学率和巩固率均达到95% is two; one of its own where no list stands. */
export function sharersOf(figure: Figure, offset: number, clause: Span): readonly (string | null)[] {
  const upTo = clause.text.slice(0, Math.max(0, figure.start + offset - clause.start))
  const found = spread.exec(upTo)
  const whole = found
    ? found[1]!
    : /(?:各|均为)(?:不少于|不低于)?$/.test(upTo)
      ? upTo.replace(/(?:各|均为).{0,5}$/, '')
      : ''
  if (whole === '') return [null]
  const list = whole.slice(
    Math.max(whole.lastIndexOf('，'), whole.lastIndexOf('：'), whole.lastIndexOf('；')) + 1,
  )
  const parts = list.split(/、|和|以及|及|与/).filter((part) => part.length > 1)
  if (parts.length < 2 || parts.length > 8 || !found) return [null]
  const rates = parts.filter((part) => rateWord.test(part))
  const shown = rateWord.test(parts.at(-1)!) ? parts : rates
  return shown.length > 1 ? shown.map((part) => part.replace(opening, '').slice(-30)) : [null]
}
