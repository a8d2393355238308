/**
 * Every expected error and its HTTP status. The text is looked up in i18n by the code.
 * Codes are stable for ever: append to your feature's block, never rename, never reuse.
 */
export const problemCatalogue = {
  // kernel
  'date.invalid': 422,
  'id.invalid': 422,
  'region.invalid': 422,
  'money.invalid': 422,
  'category.invalid': 422,
  'catalogue.invalid': 500,

  // requests
  'request.invalid': 400,
  'request.too-large': 413,
  'request.not-found': 404,
  'request.conflict': 409,
  'request.too-many': 429,
  'request.foreign-origin': 403,
  'server.fault': 500,

  // access
  'access.not-signed-in': 401,
  'access.wrong-credentials': 401,
  'access.second-factor-needed': 401,
  'access.forbidden': 403,
  'access.link-expired': 410,
  'access.password-too-weak': 422,
  'access.no-appointment': 403,
  'access.username-taken': 409,

  // sheets
  'sheet.password': 422,
  'sheet.zip-bomb': 422,
  'sheet.broken-zip': 422,
  'sheet.is-html': 422,
  'sheet.is-old-xls': 422,
  'sheet.too-many-columns': 422,
  'sheet.too-many-rows': 422,
  'sheet.cell-too-long': 422,
  'sheet.entity': 422,
  'sheet.too-large': 413,
  'sheet.too-slow': 422,
  'sheet.empty': 422,
  'sheet.encoding': 422,
  'sheet.unknown-kind': 422,
  'sheet.no-header': 422,
  'sheet.not-found': 404,
  'sheet.unsafe-zip': 422,
  'sheet.broken-part': 422,
  'sheet.too-many-sheets': 422,
  'sheet.too-many-strings': 422,
  'sheet.too-deep': 422,
  'sheet.is-document': 422,
  'sheet.is-xlsb': 422,
  'sheet.is-ods': 422,
  'sheet.is-archive': 422,
  'sheet.is-pdf': 422,
  'sheet.is-picture': 422,
  'sheet.is-xml': 422,
  'sheet.unclosed-quote': 422,

  // imports
  'import.not-recognised': 422,
  'import.too-many-columns': 422,
  'import.missing-column': 422,
  'import.same-column-twice': 422,
  'import.already-imported': 409,
  'import.not-ready': 409,
  'import.cancelled': 409,
  'import.not-found': 404,
  'import.no-rows': 422,
  'import.register-changed': 409,
  'import.file-missing': 410,
  'list.not-found': 404,

  // files on disk, databases, keys
  'file.not-found': 404,
  'file.not-readable': 422,
  'folder.in-use': 409,
  'database.unreachable': 503,
  'database.not-started': 503,
  'database.newer-schema': 409,
  'database.not-empty': 409,
  'database.is-demo': 409,
  'database.is-real': 409,
  'key.not-found': 500,
  'key.unknown': 500,
  'key.open-to-others': 500,
  'seal.broken': 422,
  'seal.truncated': 422,
  'database.no-binaries': 500,
  'database.unsafe-setting': 500,
  'database.other-major': 409,
  'database.too-old': 500,
  'database.migration-changed': 409,
  'database.role-missing': 500,
  'database.role-too-strong': 500,
  'key.broken': 500,

  // programs and their settings
  'settings.invalid': 422,
  'program.ended': 500,
  'program.no-free-port': 503,

  // register
  'person.not-found': 404,
  'person.no-such-number': 404,

  // regions
  'region.not-found': 404,
  'region.out-of-reach': 404,

  // rules, matching, analysis
  'rule.invalid': 422,
  'rule.unknown-fact': 422,
  'rule.syntax': 422,
  'rule.too-long': 422,
  'rule.wrong-type': 422,
  'rule.wrong-subject': 422,
  'rule.unknown-value': 422,
  'rule.unsupported': 422,
  'rule.empty-list': 422,
  'rule.number-too-large': 422,
  'match.no-identity-column': 422,
  'match.map-unreadable': 422,
  'analysis.failed': 500,
  'analysis.out-of-memory': 507,
  'analysis.disk-full': 507,
  'analysis.size-unreadable': 400,
} as const satisfies Record<string, number>

/** The stable code of an expected error. */
export type ProblemCode = keyof typeof problemCatalogue
