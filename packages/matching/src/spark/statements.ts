/** What a statement of a linkage does, taken apart: Spark has no tables that are replaced, so its engine keeps them itself. */
export type Statement =
  | { readonly kind: 'make'; readonly name: string; readonly query: string }
  | {
      readonly kind: 'declare'
      readonly name: string
      readonly columns: readonly (readonly [string, string])[]
    }
  | { readonly kind: 'view'; readonly name: string; readonly query: string }
  | { readonly kind: 'insert'; readonly name: string; readonly query: string }
  | { readonly kind: 'delete'; readonly name: string; readonly condition: string }
  | { readonly kind: 'drop'; readonly name: string; readonly ifExists: boolean }

const name = '"?(?<name>\\w+)"?'
const heads = {
  make: new RegExp(`^create (?:or replace )?(?:temp )?table ${name} as\\s+(?<query>.+)$`, 'is'),
  declare: new RegExp(`^create (?:or replace )?(?:temp )?table ${name}\\s*\\((?<columns>[^()]+)\\)$`, 'is'),
  view: new RegExp(`^create (?:or replace )?view ${name} as\\s+(?<query>.+)$`, 'is'),
  insert: new RegExp(`^insert into ${name}\\s+(?<query>.+)$`, 'is'),
  delete: new RegExp(`^delete from ${name} where (?<condition>.+)$`, 'is'),
  drop: new RegExp(`^drop (?:table|view) (?<if>if exists )?${name}$`, 'is'),
} as const satisfies Record<Statement['kind'], RegExp>

/** Takes statements apart; throws on any that is not of the common subset. */
export function readStatements(sql: string): Statement[] {
  return splitStatements(sql).map((text) => {
    for (const kind of Object.keys(heads) as Statement['kind'][]) {
      const found = heads[kind].exec(text)?.groups
      if (found) return statementOf(kind, found)
    }
    throw new TypeError(`not a statement that both engines know: ${text.slice(0, 80)}`)
  })
}

function statementOf(kind: Statement['kind'], found: Record<string, string | undefined>): Statement {
  const { name = '', query = '', condition = '', columns = '' } = found
  if (kind === 'delete') return { kind, name, condition }
  if (kind === 'drop') return { kind, name, ifExists: found.if !== undefined }
  if (kind !== 'declare') return { kind, name, query: wholeQuery(query) }
  const pairs = columns.split(',').map((column) => {
    const [title = '', type = ''] = column.trim().split(/\s+/)
    return [title, sparkType(type)] as const
  })
  return { kind, name, columns: pairs }
}

/**
 * A sample of a thousand rows is one file, and one core would compare it with all others while the rest look on: so both
 * sides are spread over so many parts.
 */
export function spreadCrossJoin(sql: string, parts: number): string {
  const spread = (table: string) => `(select /*+ repartition(${parts}) */ * from ${table})`
  return sql.replace(
    /\bfrom (\w+) (\w+)\s+cross join (\w+) (\w+)/g,
    (_, left: string, l: string, right: string, r: string) =>
      `from ${spread(left)} ${l} cross join ${spread(right)} ${r}`,
  )
}

/** `from x` alone reads everything of it. */
function wholeQuery(query: string): string {
  return /^from\s/i.test(query) ? `select * ${query}` : query
}

/** Spark's name of a column type. */
export function sparkType(type: string): string {
  const known = type.toLowerCase()
  if (known === 'varchar') return 'string'
  return known === 'integer' ? 'int' : known
}

/** Statements parted by semicolons that stand in no text. */
export function splitStatements(sql: string): string[] {
  const parts = ['']
  for (const piece of sql.split(/('(?:[^']|'')*'|;)/)) {
    if (piece === ';') parts.push('')
    else parts[parts.length - 1] += piece
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}
