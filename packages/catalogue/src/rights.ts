import type { ClueAction } from './clue-states.ts'

/**
 * Who may do what, where, and seeing which class of field: the one table behind every route.
 * The application checks it first; row security in the database is the second wall.
 */

/** What an answer may carry. `figures` counts only; `masked` lists; `detail` one person's page; `number` official numbers. */
export type FieldClass = 'open' | 'figures' | 'masked' | 'detail' | 'number'

/** `area` = the regions of the appointment; `own` = only what the user made; `any` = no personal data, so no region. */
export type Reach = 'area' | 'own' | 'any'

/** Every action a route may ask for, with its reach and the class of field it shows. */
export const actions = {
  'me.read': { reach: 'own', fields: 'open' },
  'me.manage': { reach: 'own', fields: 'open' },
  'catalogue.read': { reach: 'any', fields: 'open' },
  'region.read': { reach: 'any', fields: 'open' },
  'person.list': { reach: 'area', fields: 'masked' },
  'person.find-by-number': { reach: 'area', fields: 'masked' },
  'person.read': { reach: 'area', fields: 'detail' },
  'person.reveal': { reach: 'area', fields: 'number' },
  'view.keep': { reach: 'own', fields: 'open' },
  'import.create': { reach: 'area', fields: 'open' },
  'import.read': { reach: 'area', fields: 'masked' },
  'import.download-faults': { reach: 'area', fields: 'number' },
  'import.apply': { reach: 'area', fields: 'open' },
  'import.undo': { reach: 'area', fields: 'masked' },
  'import.download-form': { reach: 'area', fields: 'number' },
  'list.read': { reach: 'area', fields: 'masked' },
  'link.run': { reach: 'area', fields: 'figures' },
  'link.read': { reach: 'area', fields: 'figures' },
  'link.review': { reach: 'area', fields: 'detail' },
  'link.merge': { reach: 'area', fields: 'detail' },
  'link.confirm': { reach: 'area', fields: 'detail' },
  'screening.run': { reach: 'area', fields: 'figures' },
  'screening.read': { reach: 'area', fields: 'figures' },
  'clue.list': { reach: 'area', fields: 'masked' },
  'clue.read': { reach: 'area', fields: 'detail' },
  'clue.count': { reach: 'area', fields: 'figures' },
  'clue.history-figures': { reach: 'area', fields: 'figures' },
  'clue.issue': { reach: 'area', fields: 'masked' },
  'clue.receive': { reach: 'area', fields: 'masked' },
  'clue.feedback': { reach: 'area', fields: 'detail' },
  'clue.pass-up': { reach: 'area', fields: 'masked' },
  'clue.return': { reach: 'area', fields: 'masked' },
  'clue.sample': { reach: 'area', fields: 'masked' },
  'clue.handle': { reach: 'area', fields: 'detail' },
  'clue.close': { reach: 'area', fields: 'masked' },
  'notice.read': { reach: 'area', fields: 'masked' },
  'notice.take': { reach: 'area', fields: 'open' },
  'notice.decide': { reach: 'area', fields: 'masked' },
  'notice.confirm': { reach: 'area', fields: 'open' },
  'notice.send': { reach: 'area', fields: 'open' },
  'notice.reveal': { reach: 'area', fields: 'number' },
  'paper.read': { reach: 'area', fields: 'open' },
  'paper.write': { reach: 'area', fields: 'open' },
  'paper.review': { reach: 'area', fields: 'open' },
  'paper.issue': { reach: 'area', fields: 'open' },
  'dashboard.read': { reach: 'area', fields: 'figures' },
  'figure.read': { reach: 'area', fields: 'figures' },
  'figure.open': { reach: 'area', fields: 'masked' },
  'figure.count': { reach: 'area', fields: 'figures' },
  'figure.report': { reach: 'area', fields: 'figures' },
  'figure.review': { reach: 'area', fields: 'figures' },
  'figure.lock': { reach: 'area', fields: 'figures' },
  'target.read': { reach: 'area', fields: 'figures' },
  'target.give': { reach: 'area', fields: 'figures' },
  'target.take': { reach: 'area', fields: 'figures' },
  'task.read': { reach: 'area', fields: 'open' },
  'task.give': { reach: 'area', fields: 'open' },
  'task.take': { reach: 'area', fields: 'open' },
  'task.sample': { reach: 'area', fields: 'open' },
  'supervision.read': { reach: 'area', fields: 'figures' },
  'supervision.remind': { reach: 'area', fields: 'open' },
  'supervision.watch': { reach: 'area', fields: 'open' },
  'organisation.read': { reach: 'area', fields: 'open' },
  'organisation.contact': { reach: 'area', fields: 'number' },
  'organisation.write': { reach: 'area', fields: 'open' },
  'export.create': { reach: 'area', fields: 'masked' },
  'export.read': { reach: 'own', fields: 'masked' },
  'export.approve': { reach: 'area', fields: 'open' },
  'organisation.confirm': { reach: 'area', fields: 'open' },
  'policy.read': { reach: 'area', fields: 'figures' },
  'policy.enter': { reach: 'area', fields: 'open' },
  'policy.confirm': { reach: 'area', fields: 'open' },
  'erasure.read': { reach: 'area', fields: 'open' },
  'erasure.enter': { reach: 'area', fields: 'detail' },
  'erasure.confirm': { reach: 'area', fields: 'detail' },
  'export.policy': { reach: 'area', fields: 'open' },
  'export.budgets': { reach: 'area', fields: 'open' },
  'export.raise': { reach: 'area', fields: 'open' },
  'glass.open': { reach: 'any', fields: 'detail' },
  'glass.list': { reach: 'area', fields: 'open' },
  'glass.review': { reach: 'area', fields: 'open' },
  'audit.read': { reach: 'area', fields: 'open' },
  'audit.figures': { reach: 'area', fields: 'figures' },
  'system.health': { reach: 'any', fields: 'open' },
  'backup.read': { reach: 'any', fields: 'open' },
  'backup.run': { reach: 'any', fields: 'open' },
  'backup.policy': { reach: 'any', fields: 'open' },
  'user.list': { reach: 'area', fields: 'open' },
  'user.invite': { reach: 'area', fields: 'open' },
  'user.appoint': { reach: 'area', fields: 'open' },
  'user.hand-over': { reach: 'area', fields: 'figures' },
  'user.secure': { reach: 'area', fields: 'open' },
  'user.confirm': { reach: 'area', fields: 'open' },
  'account-policy.read': { reach: 'any', fields: 'open' },
  'account-policy.change': { reach: 'any', fields: 'open' },
  'account-policy.confirm': { reach: 'any', fields: 'open' },
} as const satisfies Record<string, { reach: Reach; fields: FieldClass }>

export type Action = keyof typeof actions

const everyone = ['me.read', 'me.manage', 'catalogue.read', 'region.read'] as const satisfies Action[]
const figures = ['dashboard.read', 'screening.read', 'figure.read', 'figure.open'] as const satisfies Action[]
const masked = ['person.list', 'clue.list', 'view.keep'] as const satisfies Action[]
const directory = ['organisation.read', 'organisation.contact'] as const satisfies Action[]
const exporting = ['export.create', 'export.read'] as const satisfies Action[]
const reviewing = ['export.approve', 'export.read', 'glass.list', 'glass.review'] as const satisfies Action[]
const casework = ['person.find-by-number', 'person.read', 'clue.read'] as const satisfies Action[]

const clueFigures = ['clue.count', 'clue.history-figures'] as const satisfies Action[]
/** What an office does with clues, beside finding out itself: whoever finds out is a caseworker or a commissioner. */
const clueOffice = [
  ...clueFigures,
  'clue.issue',
  'clue.receive',
  'clue.pass-up',
  'clue.return',
  'clue.sample',
  'clue.handle',
  'clue.close',
] as const satisfies Action[]

/** Reads a notice in and stands for what was read. */
const noticeOffice = [
  'notice.read',
  'notice.take',
  'notice.decide',
  'notice.confirm',
  'notice.reveal',
] as const satisfies Action[]

const workReading = ['target.read', 'task.read', 'supervision.read'] as const satisfies Action[]
/** What an office does with targets and tasks: takes its own, hands on, and follows what it gave. */
const workOffice = [
  ...workReading,
  'target.give',
  'target.take',
  'task.give',
  'task.take',
  'task.sample',
  'supervision.remind',
  'supervision.watch',
] as const satisfies Action[]

/** Writes papers; a second person reviews them, a leader issues them. */
const paperOffice = ['paper.read', 'paper.write', 'paper.review'] as const satisfies Action[]

/** The roles and their actions. System, security and audit are three people: none of them sees a person. */
export const roles = {
  'data-clerk': {
    label: { zh: '数据管理员', en: 'Data clerk' },
    may: [
      'figure.count',
      'figure.report',
      ...everyone,
      ...figures,
      ...masked,
      ...casework,
      'person.reveal',
      'import.create',
      'import.read',
      'import.download-faults',
      'import.apply',
      'import.undo',
      'import.download-form',
      ...directory,
      'organisation.write',
      'policy.read',
      'policy.enter',
      'erasure.read',
      'erasure.enter',
      ...exporting,
      'list.read',
      'link.run',
      'link.read',
      'link.review',
      'link.merge',
      'link.confirm',
      'screening.run',
      ...clueOffice,
      ...workOffice,
      ...noticeOffice,
      ...paperOffice,
    ],
  },
  caseworker: {
    label: { zh: '业务经办人', en: 'Caseworker' },
    may: [
      'figure.count',
      'figure.report',
      'figure.review',
      ...everyone,
      ...figures,
      ...masked,
      ...casework,
      'person.reveal',
      'list.read',
      'link.read',
      'link.review',
      'link.confirm',
      ...directory,
      'organisation.confirm',
      'policy.read',
      'policy.enter',
      'policy.confirm',
      ...exporting,
      'glass.open',
      'glass.list',
      ...clueOffice,
      'clue.feedback',
      ...workOffice,
      ...noticeOffice,
      'notice.send',
      ...paperOffice,
    ],
  },
  commissioner: {
    label: { zh: '残疾人专职委员', en: 'Disability commissioner' },
    may: [
      'figure.read',
      'figure.report',
      ...everyone,
      ...masked,
      'person.read',
      'clue.read',
      'clue.count',
      'clue.receive',
      'clue.feedback',
      'organisation.read',
      'target.read',
      'target.take',
      'task.read',
      'task.take',
      'notice.read',
    ],
  },
  leader: {
    label: { zh: '单位领导', en: 'Leader' },
    may: [
      'figure.review',
      'figure.lock',
      ...everyone,
      ...figures,
      ...masked,
      'list.read',
      'link.read',
      ...directory,
      'organisation.confirm',
      'policy.read',
      'policy.confirm',
      'erasure.read',
      'erasure.confirm',
      ...exporting,
      ...reviewing,
      'export.budgets',
      'export.raise',
      ...clueFigures,
      ...workReading,
      'supervision.remind',
      'supervision.watch',
      'notice.read',
      'notice.confirm',
      'notice.send',
      'paper.read',
      'paper.review',
      'paper.issue',
    ],
  },
  'system-officer': {
    label: { zh: '系统管理员', en: 'System officer' },
    may: [
      ...everyone,
      'user.list',
      'user.invite',
      'user.appoint',
      'user.hand-over',
      'account-policy.read',
      'account-policy.confirm',
      'system.health',
      'backup.read',
      'backup.run',
      'backup.policy',
    ],
  },
  'security-officer': {
    label: { zh: '安全管理员', en: 'Security officer' },
    may: [
      ...everyone,
      'user.list',
      'user.secure',
      'user.confirm',
      'account-policy.read',
      'account-policy.change',
      'account-policy.confirm',
      ...reviewing,
      'export.policy',
      'export.budgets',
      'export.raise',
      'audit.figures',
      'policy.read',
      'erasure.read',
    ],
  },
  'audit-officer': {
    label: { zh: '审计管理员', en: 'Audit officer' },
    may: [
      ...everyone,
      'user.list',
      'account-policy.read',
      'audit.read',
      'audit.figures',
      'policy.read',
      'erasure.read',
      ...exporting,
      'clue.history-figures',
    ],
  },
} as const satisfies Record<string, { label: { zh: string; en: string }; may: readonly Action[] }>

export type Role = keyof typeof roles

/** Whether the text is one of our roles; appointments come from the database. */
export const isRole = (text: string): text is Role => Object.hasOwn(roles, text)

/** The wall every route stands behind. */
export const mayDo = (role: Role, action: Action): boolean =>
  (roles[role].may as readonly Action[]).includes(action)

/** The separated officers: one person never holds two of these at a time, and the last of each cannot go. */
export const officerRoles = ['system-officer', 'security-officer', 'audit-officer'] as const satisfies Role[]

export type OfficerRole = (typeof officerRoles)[number]

/** Whether a role is one of the separated officers. */
export const isOfficer = (role: string): role is OfficerRole =>
  (officerRoles as readonly string[]).includes(role)

/** The roles that a role may give to others. Who appoints holds none of the rights given, and never appoints themselves. */
export const grantableRoles = (role: Role): readonly Role[] =>
  mayDo(role, 'user.appoint') ? (Object.keys(roles) as Role[]) : []

/** The right behind each action on a clue. */
export const rightOfClueAction = {
  issue: 'clue.issue',
  receive: 'clue.receive',
  verify: 'clue.feedback',
  feedback: 'clue.feedback',
  'pass-up': 'clue.pass-up',
  return: 'clue.return',
  draw: 'clue.sample',
  'sample-result': 'clue.sample',
  handle: 'clue.handle',
  close: 'clue.close',
  reopen: 'clue.close',
} as const satisfies Record<ClueAction, Action>
