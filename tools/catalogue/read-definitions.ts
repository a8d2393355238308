import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'yaml'
import type { FileDefinition } from '../../packages/catalogue/src/define-file.ts'
import type { IndicatorDefinition } from '../../packages/catalogue/src/define-indicator.ts'
import type { RuleDefinition } from '../../packages/catalogue/src/define-rule.ts'
import type { FactsCatalogue } from '../../packages/catalogue/src/facts.ts'

/** What the generator looks at in an example; its meaning is the business of the tests. */
export interface Example {
  readonly name?: string
  readonly answer?: string
  /** Which one of a group of indicators the example is about. */
  readonly indicator?: string
  readonly counted?: string
}

/** One file of indicators: a single one, or a small group of them. */
export interface FoundIndicators {
  readonly name: string
  readonly definitions: readonly IndicatorDefinition[]
  readonly examples: readonly Example[]
}

/** One definition file: what it exports and the examples beside it. */
export interface Found<Definition> {
  readonly name: string
  readonly definition: Definition
  readonly examples: readonly Example[]
}

/** Everything the catalogue folder defines, read from disk; `faults` are sentences for the person at the terminal. */
export interface Definitions {
  readonly rules: readonly Found<RuleDefinition>[]
  readonly files: readonly Found<FileDefinition>[]
  readonly indicators: readonly FoundIndicators[]
  readonly facts: FactsCatalogue
  readonly faults: readonly string[]
}

/** Folder of the catalogue below a repository root. */
export function catalogueFolder(root: string): string {
  return join(root, 'packages', 'catalogue', 'src')
}

/** Reads all definitions below a root, each freshly from its file and never through the generated registry. */
export async function readDefinitions(root: string): Promise<Definitions> {
  const folder = catalogueFolder(root)
  const faults: string[] = []
  const rules = await readKind<RuleDefinition>(join(folder, 'rules'), 'rule', faults)
  const files = await readKind<FileDefinition>(join(folder, 'files'), 'file', faults)
  const indicators = await readIndicators(join(folder, 'indicators'), faults)
  const { factsCatalogue } = await load<{ factsCatalogue: FactsCatalogue }>(join(folder, 'facts.ts'))
  return { rules, files, indicators, facts: factsCatalogue, faults }
}

async function readKind<Definition extends { readonly id: string }>(
  folder: string,
  kind: 'rule' | 'file',
  faults: string[],
): Promise<Found<Definition>[]> {
  const entries = (await readdir(folder)).sort()
  const names = entries
    .filter((each) => each.endsWith(`.${kind}.ts`))
    .map((each) => each.slice(0, -`.${kind}.ts`.length))
  const orphans = entries.filter((each) => /\.(examples\.yaml|sample\.csv)$/.test(each))
  for (const orphan of orphans) {
    if (!names.includes(orphan.split('.')[0]!))
      faults.push(`${kind}s/${orphan}: nothing is defined under this name`)
  }
  const found: Found<Definition>[] = []
  for (const name of names) {
    const one = await readOne<Definition>(folder, name, kind, faults)
    if (one) found.push(one)
  }
  return found
}

async function readOne<Definition extends { readonly id: string }>(
  folder: string,
  name: string,
  kind: 'rule' | 'file',
  faults: string[],
): Promise<Found<Definition> | null> {
  const place = `${kind}s/${name}.${kind}.ts`
  try {
    const { default: definition } = await load<{ default?: Definition }>(join(folder, `${name}.${kind}.ts`))
    if (!definition) {
      faults.push(`${place}: export the definition as default`)
      return null
    }
    return { name, definition, examples: await readExamples(folder, name, kind, faults) }
  } catch (error) {
    faults.push(`${place}: ${(error as Error).message}`)
    return null
  }
}

/** Indicators that are handed in count nothing themselves, so only the computed ones ship with examples. */
async function readIndicators(folder: string, faults: string[]): Promise<FoundIndicators[]> {
  const entries = existsSync(folder) ? (await readdir(folder)).sort() : []
  const names = entries.filter((each) => each.endsWith('.indicator.ts')).map((each) => each.split('.')[0]!)
  for (const each of entries) {
    if (each.endsWith('.examples.yaml') && !names.includes(each.split('.')[0]!))
      faults.push(`indicators/${each}: nothing is defined under this name`)
  }
  const found: FoundIndicators[] = []
  for (const name of names) {
    try {
      const { default: given } = await load<{
        default: IndicatorDefinition | readonly IndicatorDefinition[]
      }>(join(folder, `${name}.indicator.ts`))
      const definitions = [given].flat() as IndicatorDefinition[]
      const isComputed = definitions.some(({ source }) => source === 'computed')
      const examples = isComputed ? await readExamples(folder, name, 'indicator', faults) : []
      found.push({ name, definitions, examples })
    } catch (error) {
      faults.push(`indicators/${name}.indicator.ts: ${(error as Error).message}`)
    }
  }
  return found
}

async function readExamples(
  folder: string,
  name: string,
  kind: string,
  faults: string[],
): Promise<Example[]> {
  const path = join(folder, `${name}.examples.yaml`)
  const place = `${kind}s/${name}.examples.yaml`
  if (!existsSync(path)) {
    faults.push(`${place}: missing; a definition ships with examples people can read`)
    return []
  }
  const document = parse(await readFile(path, 'utf8')) as Example[] | { rows?: Example[] } | null
  // A rule's examples are a list; a file type's are the rows that must come out of its sample.
  const examples = Array.isArray(document) ? document : document?.rows
  if (!Array.isArray(examples) || examples.length === 0) faults.push(`${place}: has no examples`)
  return Array.isArray(examples) ? examples : []
}

async function load<Module>(path: string): Promise<Module> {
  return (await import(pathToFileURL(path).href)) as Module
}
