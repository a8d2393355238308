import { factSources } from '../../packages/catalogue/src/facts.ts'
import type { Definitions } from './read-definitions.ts'

const block = /<!-- generated from the catalogue: npm run gen -->[\s\S]*<!-- end of generated -->/

/** Text of docs/glossary.md with its generated part (facts, rules, files) made anew; the rest is written by hand. */
export function glossaryText(current: string, definitions: Definitions): string {
  const generated = [
    factTable(definitions),
    ruleTable(definitions),
    fileTable(definitions),
    indicatorTable(definitions),
  ].join('\n\n')
  return current.replace(
    block,
    `<!-- generated from the catalogue: npm run gen -->\n\n${generated}\n\n<!-- end of generated -->`,
  )
}

function factTable({ facts }: Definitions): string {
  const rows = Object.entries(facts).map(([name, { type, label, source }]) => [
    `\`${name}\``,
    label.zh,
    label.en,
    type,
    factSources[source].en,
  ])
  return table('### Facts', ['code', 'Chinese', 'English', 'type', 'from'], rows)
}

function ruleTable({ rules }: Definitions): string {
  const rows = rules.map(({ definition: { id, title, kind, subject, severity } }) => [
    `\`${id}\``,
    title.zh,
    title.en,
    `${kind}, ${subject}, ${severity}`,
  ])
  return table('### Rules', ['code', 'Chinese', 'English', 'kind, subject, severity'], rows)
}

function fileTable({ files }: Definitions): string {
  const rows = files.map(({ definition: { id, title, department, sheets } }) => {
    const columns = Object.values(sheets).flatMap((sheet) => Object.keys(sheet.columns))
    return [`\`${id}\``, title.zh, title.en, department.zh, String(new Set(columns).size)]
  })
  return table('### Lists of departments', ['code', 'Chinese', 'English', 'from', 'columns'], rows)
}

function indicatorTable({ indicators }: Definitions): string {
  const rows = indicators
    .flatMap(({ definitions }) => definitions)
    .map(({ code, label, kind, unit, source, version }) => [
      `\`${code}\``,
      label.zh,
      label.en,
      `${kind}, ${unit}`,
      `${source}, v${version}`,
    ])
  return table('### Indicators', ['code', 'Chinese', 'English', 'kind, unit', 'source, version'], rows)
}

function table(heading: string, names: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [heading, '', line(names), line(names.map(() => '---')), ...rows.map(line)].join('\n')
}
