import { endsAsBody, endsAsRegion, isGeneric } from '../bodies.ts'
import { type BodySpan, splitBodies } from './body-list.ts'

/** Who leads and who supports, in the words and offsets of the text that assigns. */
export interface Assignment {
  readonly lead: readonly BodySpan[]
  readonly support: readonly BodySpan[]
}

type Role = 'head' | 'charge' | 'support' | 'guide'

interface Part {
  readonly role: Role
  readonly bodies: readonly BodySpan[]
}

const roles: readonly (readonly [pattern: RegExp, role: Role])[] = [
  [/(?:牵头负责|负责牵头|牵头落实|牵头组织|牵头实施|牵头抓总|牵头推进|牵头|主办|为牵头单位|为主)$/, 'head'],
  [
    /(?:积极|密切|共同|协同|按职责|按职责分工|按各自职责|依职责|予以|做好)*(?:配合落实|配合|参与|参加|协助|协办|协同|支持)$/,
    'support',
  ],
  [/(?:指导|督导|监督|督促|指导督促|指导监督|监督指导)$/, 'guide'],
  [
    /(?:(?:(?:按照|按|依据|根据|依)?(?:各自)?(?:部门)?(?:职责|职能|任务|权限)(?:分工)?|(?:按照|按)?分工)?(?:分别|共同|各自|具体|组织|抓好)?(?:负责落实|负责实施|负责组织实施|负责|落实|实施|承担|组织实施|推进|办理))$/,
    'charge',
  ],
]

const firstLeads =
  /(?:列|排|居|位)?(?:在)?(?:第一|首)(?:位|个|名)?(?:者|的|单位|的单位|部门|的部门)*(?:为|是)?(?:牵头|负责牵头|主办|主要负责)/

/** True where a document says that the first one listed leads. */
export function saysFirstLeads(text: string): boolean {
  return firstLeads.test(text)
}

/** Reads （甲牵头，乙、丙配合） and the like, without its brackets; null where it assigns nothing. */
export function readAssignment(text: string, firstListedLeads: boolean): Assignment | null {
  const parts = partsOf(text)
  if (parts.length === 0) return null
  return assign(parts, firstListedLeads)
}

/** Splits at ，；。 outside names; names without a role of their own wait for the next role. */
function partsOf(text: string): Part[] {
  const parts: Part[] = []
  let from = 0
  const pieces = text.split(/([，；。])/)
  let at = 0
  for (let index = 0; index < pieces.length; index += 2) {
    const piece = pieces[index]!
    const end = at + piece.length
    const isAside = saysFirstLeads(piece) || /^下同/.test(piece)
    const role = isAside ? null : roleOf(piece)
    if (role) {
      const bodies = named(text, from, end - role.length)
      parts.push(...withHelpers(role.role, bodies, text))
    }
    at = end + 1
    if (role || isAside) from = at
  }
  return parts.filter(({ bodies }) => bodies.length > 0)
}

function roleOf(piece: string): { role: Role; length: number } | null {
  for (const [pattern, role] of roles) {
    const match = pattern.exec(piece)
    if (match && match.index > 0) return { role, length: match[0].length }
    if (match) return { role, length: match[0].length }
  }
  return null
}

function named(text: string, from: number, to: number): BodySpan[] {
  const lead = /^(?:由|请|，|；|。)+/.exec(text.slice(from, to))?.[0].length ?? 0
  const start = from + lead
  const bodies = splitBodies(text.slice(start, to))
  return bodies.map(({ name, start: a, end }) => ({ name, start: a + start, end: end + start }))
}

const joining = /会同|(?<![工招协客])商(?!务|业|会|贸|标|联|投)/

/** 甲会同乙、丙: what stands behind 会同 supports. */
function withHelpers(role: Role, bodies: readonly BodySpan[], text: string): Part[] {
  const index = bodies.findIndex(({ name }) => joining.test(name))
  if (index < 0) return [{ role, bodies }]
  const { start, end, name } = bodies[index]!
  const at = name.search(joining)
  const length = name.startsWith('会同', at) ? 2 : 1
  const before = { name: name.slice(0, at), start, end: start + at }
  const after = { name: text.slice(start + at + length, end), start: start + at + length, end }
  const leads = [...bodies.slice(0, index), before].filter((one) => one.name !== '')
  return [
    { role: 'head', bodies: leads },
    { role: 'support', bodies: [after, ...bodies.slice(index + 1)] },
  ]
}

function assign(parts: readonly Part[], firstListedLeads: boolean): Assignment {
  const all = (role: Role) => parts.filter((part) => part.role === role).flatMap(({ bodies }) => bodies)
  const heads = all('head')
  const charge = all('charge')
  const guide = all('guide')
  const support = all('support')
  if (heads.length > 0) return { lead: heads, support: [...charge, ...support, ...guide] }
  if (charge.length > 0 && firstListedLeads)
    return { lead: charge.slice(0, 1), support: [...charge.slice(1), ...support, ...guide] }
  if (charge.length > 0) return { lead: charge, support: [...support, ...guide] }
  if (guide.length > 0) return { lead: guide, support }
  return { lead: [], support }
}

/** True when the bodies found look like bodies, so that a bracket is no remark. */
export function looksLikeBodies({ lead, support }: Assignment): boolean {
  const bodies = [...lead, ...support]
  return (
    bodies.some(({ name }) => endsAsBody(name) || endsAsRegion(name) || isGeneric(name)) &&
    bodies.every(({ name }) => name.length <= 40)
  )
}
