import { choiceParam, countParam, type RawSearch, textParam } from '../app/search-params.ts'

/** The groups of acts an auditor asks for. */
export const auditGroups = ['reveal', 'file', 'export', 'look-up', 'list', 'glass', 'audit'] as const
/** The parts of the page. */
export const auditTabs = ['search', 'figures', 'signals', 'chain', 'leak'] as const

/** Everything that decides what the audit shows; the number of a person never stands here. */
export interface AuditSearch {
  readonly tab?: (typeof auditTabs)[number] | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly who?: string | undefined
  readonly group?: (typeof auditGroups)[number] | undefined
  readonly page?: number | undefined
}

const dayParam = (raw: RawSearch, name: string): string | undefined => {
  const value = textParam(raw, name)
  return value && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined
}

/** Reads the filters of the audit from an address. */
export function readAuditSearch(raw: RawSearch): AuditSearch {
  return {
    tab: choiceParam(raw, 'tab', auditTabs),
    from: dayParam(raw, 'from'),
    to: dayParam(raw, 'to'),
    who: textParam(raw, 'who'),
    group: choiceParam(raw, 'group', auditGroups),
    page: countParam(raw, 'page'),
  }
}
