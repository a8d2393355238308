import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FileDefinition } from '../../packages/catalogue/src/define-file.ts'
import type { RuleDefinition } from '../../packages/catalogue/src/define-rule.ts'
import { faultProblem } from '../../packages/rules/src/condition-fault.ts'
import { parseCondition } from '../../packages/rules/src/parse-condition.ts'
import { checkIndicators } from './check-indicators.ts'
import { checkLabels } from './check-labels.ts'
import { catalogueFolder, type Definitions, type Found } from './read-definitions.ts'

/** Everything that keeps the definitions from shipping, as sentences that begin with the file. */
export function checkDefinitions(definitions: Definitions, root: string): string[] {
  const { rules, files, facts } = definitions
  return [
    ...definitions.faults,
    ...rules.flatMap((rule) => [...checkHead(rule, 'rule'), ...checkRule(rule, definitions)]),
    ...files.flatMap((file) => [...checkHead(file, 'file'), ...checkFile(file, definitions, root)]),
    ...definitions.indicators.flatMap(checkIndicators),
    ...checkLabels(facts, 'facts.ts'),
    ...checkSources(definitions),
  ]
}

function checkHead({ name, definition, examples }: Found<{ readonly id: string }>, kind: string): string[] {
  const place = `${kind}s/${name}.${kind}.ts`
  const faults = checkLabels(definition, place)
  if (definition.id !== name) faults.push(`${place}: the id '${definition.id}' must equal the file name`)
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) faults.push(`${place}: the name must be kebab-case`)
  if (examples.some((each) => !/\p{Script=Han}/u.test(each.name ?? ''))) {
    faults.push(`${kind}s/${name}.examples.yaml: name each example by a Chinese sentence`)
  }
  return faults
}

const answers = ['clue', 'none', 'cannot-say'] as const

function checkRule({ name, definition, examples }: Found<RuleDefinition>, { facts }: Definitions): string[] {
  const place = `rules/${name}.rule.ts`
  const { faults } = parseCondition(definition.when, { facts, subject: definition.subject })
  const shown = examples.map(({ answer }) => answer)
  const absent = answers.filter((answer) => !shown.includes(answer))
  return [
    ...faults.map((fault) => `${place}: ${faultProblem(fault, definition.when).message}`),
    ...(examples.length > 0 ? absent : []).map(
      (answer) => `rules/${name}.examples.yaml: no example answers '${answer}'`,
    ),
  ]
}

function checkFile(
  { name, definition }: Found<FileDefinition>,
  { facts }: Definitions,
  root: string,
): string[] {
  const place = `files/${name}.file.ts`
  const strange = definition.feeds.filter((fact) => !Object.hasOwn(facts, fact))
  const folder = join(catalogueFolder(root), 'files')
  const bare = Object.keys(definition.sheets)
    .map((sheet, index) => (index === 0 ? name : `${name}.${sheet}`))
    .filter((sheet) => !existsSync(join(folder, `${sheet}.sample.csv`)))
  return [
    ...strange.map((fact) => `${place}: feeds the unknown fact '${fact}'`),
    ...bare.map((sheet) => `files/${sheet}.sample.csv: missing; show rows as the department sends them`),
  ]
}

/** A fact that names a list as its source must be fed by that list, or people would be told the wrong thing is missing. */
function checkSources({ facts, files }: Definitions): string[] {
  const feeds = new Map(files.map(({ name, definition }) => [name, new Set<string>(definition.feeds)]))
  return Object.entries(facts)
    .filter(([, { source }]) => source !== 'register' && source !== 'policy')
    .filter(([fact, { source }]) => !feeds.get(source)?.has(fact))
    .map(([fact, { source }]) => `facts.ts: ${fact} names '${source}' as its source, which does not feed it`)
}
