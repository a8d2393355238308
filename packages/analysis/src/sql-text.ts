/** A text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A name as an SQL identifier; `schema.table` stays two names. */
export function sqlName(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.')
}

/** A single name (of a column, dots and all) as an SQL identifier. */
export function sqlColumn(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
