import { auditActions, auditFields, isRole, roles } from '@zhucan/catalogue'
import type { AuditLine } from './audit-search.store.ts'

const same = (text: string) => ({ zh: text, en: text })

/** An act in plain words; one without words is told by its code. */
export const actionLabel = (action: string) => auditActions[action] ?? same(action)

/** A field in plain words. */
export const fieldLabel = (field: string) => auditFields[field] ?? same(field)

/** A role in plain words. */
export const roleLabel = (role: string | null) =>
  role && isRole(role) ? roles[role].label : same(role ?? '')

/** An entry as it is told: words for codes, never a name of a person. */
export const shownLine = (line: AuditLine) => ({
  id: line.id,
  at: line.at.toISOString(),
  actorName: line.actorName,
  officeName: line.officeName,
  role: roleLabel(line.role),
  action: line.action,
  actionLabel: actionLabel(line.action),
  subjectKind: line.subjectKind,
  subjectId: line.subjectId,
  fields: line.fields.map(fieldLabel),
  details: line.details,
  reason: line.reason,
})
