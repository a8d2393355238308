import type { Block, Paper, Table } from '../paper.ts'
import { printedDay } from '../wording.ts'
import { type Office, paperOf } from './office.ts'

/** One thing to be done, who leads and who supports. */
export interface Duty {
  readonly what: string
  readonly lead: readonly string[]
  readonly support: readonly string[]
  /** A day, or words where the paper gave no day. */
  readonly due: string
}

/** What a division of duties is made from. */
export interface DutiesSource {
  readonly office: Office
  readonly day: string
  /** The paper that lays the duties down; null for an office's own tasks. */
  readonly basis: { readonly title: string; readonly number: string | null } | null
  readonly subject: string
  readonly goals: readonly string[]
  readonly duties: readonly Duty[]
  readonly addressees: readonly string[]
  readonly reportBy: string
}

const ending = /[。；;，,、\s]+$/

/** A notice that divides duties among offices, with the table of them behind it. */
export function draftDuties(source: DutiesSource): Paper {
  const { office, subject } = source
  const name = `${subject}任务分工方案`
  return paperOf(office, {
    kind: 'duties',
    title: `关于印发《${name}》的通知`,
    addressees: source.addressees,
    body: [
      { kind: 'paragraph', text: opening(source, name) },
      ...(source.goals.length === 0 ? [] : goals(source.goals)),
      { kind: 'heading', level: 1, text: '任务分工' },
      ...source.duties.map((duty): Block => ({ kind: 'heading', level: 2, ...sentence(duty) })),
      { kind: 'heading', level: 1, text: '工作要求' },
      {
        kind: 'paragraph',
        text: `各牵头单位要细化措施、明确责任人，配合单位要主动对接。请各单位于${printedDay(source.reportBy)}前将落实情况报送${office.shortName}。`,
      },
    ],
    attachments: [{ name: `${subject}任务分解表`, body: [table(source.duties)] }],
    signedOn: source.day,
  })
}

function opening({ basis, office }: DutiesSource, name: string): string {
  const number = basis?.number ? `（${basis.number}）` : ''
  const why = basis ? `为落实《${basis.title.replace(/[《》]/g, '')}》${number}要求，` : ''
  return `${why}${office.shortName}制定了《${name}》，现印发给你们，请认真抓好落实。`
}

const goals = (list: readonly string[]): Block[] => [
  { kind: 'heading', level: 1, text: '工作目标' },
  { kind: 'paragraph', text: `${list.map((goal) => goal.replace(ending, '')).join('；')}。` },
]

function sentence({ what, lead, support, due }: Duty): { text: string; follows: string } {
  const helped = support.length > 0 ? `，${support.join('、')}配合` : ''
  const by = due === '' ? '' : `，${/^\d{4}-/.test(due) ? `${printedDay(due)}前` : due}完成`
  return {
    text: `${what.replace(ending, '')}。`,
    follows: lead.length === 0 ? '' : `由${lead.join('、')}牵头${helped}${by}。`,
  }
}

const table = (duties: readonly Duty[]): Table => ({
  kind: 'table',
  caption: '',
  columns: [
    { label: '序号', width: 8, align: 'centre' },
    { label: '工作任务', width: 42, align: 'left' },
    { label: '牵头单位', width: 20, align: 'left' },
    { label: '配合单位', width: 22, align: 'left' },
    { label: '完成时限', width: 20, align: 'centre' },
  ],
  rows: duties.map(({ what, lead, support, due }, index) => [
    String(index + 1),
    what.replace(ending, ''),
    lead.join('、') || '—',
    support.join('、') || '—',
    due === '' ? '—' : /^\d{4}-/.test(due) ? printedDay(due) : due,
  ]),
})

/** A notice with the frame of one and nothing said yet. */
export function draftNotice(
  office: Office,
  day: string,
  addressees: readonly string[],
  title: string,
): Paper {
  return paperOf(office, {
    kind: 'notice',
    title,
    addressees,
    signedOn: day,
    body: [
      { kind: 'paragraph', text: '现将有关事项通知如下。' },
      { kind: 'heading', level: 1, text: '总体要求' },
      { kind: 'paragraph', text: '' },
      { kind: 'heading', level: 1, text: '工作任务' },
      { kind: 'paragraph', text: '' },
      { kind: 'heading', level: 1, text: '工作要求' },
      { kind: 'paragraph', text: '' },
    ],
  })
}

/** What a notice is about, short enough to stand in a title. */
export function subjectOfNotice(title: string, day: string): string {
  const named = /《([^《》]{4,30})》/.exec(title)?.[1]
  const about = /关于(?:做好|开展|推进|印发)?([^《》]{4,28}?)(?:工作)?的(?:通知|通报|意见)/.exec(title)?.[1]
  const subject = (named ?? about ?? '残疾人重点工作').replace(
    /(?:任务分工)?(?:实施)?方案$|工作要点$/,
    '工作',
  )
  return /20\d{2}/.test(subject) ? subject : `${day.slice(0, 4)}年${subject}`
}

/** The deed in a clause that lays down a duty: 市残联负责制定方案 → 制定方案; of a bracket the heading above it tells it. */
export function deedOf(quote: string, lead: readonly string[], heading: string): string {
  const plain = quote.replace(ending, '')
  if (/^[（(]|^(?:责任|牵头|配合)单位/.test(plain))
    return heading === '' ? plain : heading.replace(ending, '')
  const subject = lead.find((name) => plain.startsWith(name))
  const deed = subject === undefined ? plain : plain.slice(subject.length)
  return deed.replace(/^(?:要|应当?|负责|须|必须|将|牵头)+/, '') || plain
}
