import type { Definitions } from './read-definitions.ts'

/** Text of registry.gen.ts: one import for each definition, in order of id. */
export function registryText({ rules, files }: Definitions): string {
  const imports = [
    "import type { FileDefinition } from './define-file.ts'",
    "import type { RuleDefinition } from './define-rule.ts'",
    ...files.map(({ name }) => `import ${variable(name, 'File')} from './files/${name}.file.ts'`),
    ...rules.map(({ name }) => `import ${variable(name, 'Rule')} from './rules/${name}.rule.ts'`),
  ]
  return [
    '// Written by `npm run gen` from the folders files and rules; do not edit.',
    ...imports,
    '',
    '/** Every shipped file type, in order of id. */',
    list(
      'files',
      'FileDefinition',
      files.map(({ name }) => variable(name, 'File')),
    ),
    '/** Every shipped screening rule, in order of id. */',
    list(
      'rules',
      'RuleDefinition',
      rules.map(({ name }) => variable(name, 'Rule')),
    ).trimEnd(),
    '',
  ].join('\n')
}

/** Text of indicators.gen.ts: apart from the registry, because screens that know rules need no indicators. */
export function indicatorsText({ indicators }: Definitions): string {
  return [
    '// Written by `npm run gen` from the folder indicators; do not edit.',
    "import type { IndicatorDefinition } from './define-indicator.ts'",
    ...indicators.map(
      ({ name }) => `import ${variable(name, 'Indicator')} from './indicators/${name}.indicator.ts'`,
    ),
    '',
    '/** Every shipped indicator, in order of its file. */',
    'export const indicators: readonly IndicatorDefinition[] = [',
    ...indicators.map(
      ({ name, definitions }) => `  ${definitions.length > 1 ? '...' : ''}${variable(name, 'Indicator')},`,
    ),
    ']',
    '',
  ].join('\n')
}

function list(name: string, type: string, items: readonly string[]): string {
  return `export const ${name}: readonly ${type}[] = [\n${items.map((item) => `  ${item},\n`).join('')}]\n`
}

function variable(name: string, suffix: string): string {
  return name.replaceAll(/-(.)/g, (_match, letter: string) => letter.toUpperCase()) + suffix
}
