import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { brokenPromises, type CatalogueLock, lockOf } from './catalogue/catalogue-lock.ts'
import { checkDefinitions } from './catalogue/check-definitions.ts'
import { glossaryText } from './catalogue/glossary-text.ts'
import { catalogueFolder, readDefinitions } from './catalogue/read-definitions.ts'
import { indicatorsText, registryText } from './catalogue/registry-text.ts'

const usage = `usage: npm run gen -- [--check] [--root DIR]
Checks the definitions in packages/catalogue/src and writes registry.gen.ts, indicators.gen.ts,
catalogue.lock.json and the tables of docs/glossary.md.
  --check   write nothing; fail when a generated file is stale
  --root    repository to work on (default: this one)`

interface Output {
  readonly path: string
  readonly text: string
}

async function plan(root: string): Promise<{ outputs: Output[]; faults: string[] }> {
  const folder = catalogueFolder(root)
  const definitions = await readDefinitions(root)
  const lockPath = join(folder, 'catalogue.lock.json')
  const lock = lockOf(definitions)
  const glossary = join(root, 'docs', 'glossary.md')
  const glossaryNow = existsSync(glossary) ? await readFile(glossary, 'utf8') : null
  const old = existsSync(lockPath) ? (JSON.parse(await readFile(lockPath, 'utf8')) as CatalogueLock) : null
  return {
    outputs: [
      { path: join(folder, 'registry.gen.ts'), text: registryText(definitions) },
      { path: join(folder, 'indicators.gen.ts'), text: indicatorsText(definitions) },
      { path: lockPath, text: `${JSON.stringify(lock, null, 2)}\n` },
      ...(glossaryNow === null ? [] : [{ path: glossary, text: glossaryText(glossaryNow, definitions) }]),
    ],
    faults: [...checkDefinitions(definitions, root), ...(old ? brokenPromises(old, lock) : [])],
  }
}

async function isStale({ path, text }: Output): Promise<boolean> {
  const now = existsSync(path) ? await readFile(path, 'utf8') : null
  return now?.replaceAll('\r\n', '\n') !== text
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, root: { type: 'string' }, help: { type: 'boolean' } },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const root = resolve(values.root ?? join(dirname(fileURLToPath(import.meta.url)), '..'))
  const { outputs, faults } = await plan(root)
  if (faults.length > 0) {
    console.error(faults.map((fault) => `✗ ${fault}`).join('\n'))
    return 1
  }
  let code = 0
  for (const output of outputs) {
    if (!(await isStale(output))) continue
    const name = relative(root, output.path)
    if (values.check) {
      console.error(`✗ ${name} is stale; run: npm run gen`)
      code = 1
    } else {
      await writeFile(output.path, output.text)
      console.log(`wrote ${name}`)
    }
  }
  return code
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof TypeError && 'code' in error ? `${error.message}\n${usage}` : error)
  return 2
})
