import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { dayInShanghai } from '../packages/kernel/src/plain-date.ts'
import { fileTemplate } from './catalogue/file-template.ts'
import { catalogueFolder } from './catalogue/read-definitions.ts'
import { ruleTemplate } from './catalogue/rule-template.ts'

const usage = `usage: npm run new rule MY-RULE
       npm run new file MY-FILE
Writes the files of a new screening rule or department file with the questions to answer.
  --root DIR   repository to work on (default: this one)`

const templates = {
  rule: { folder: 'rules', make: ruleTemplate },
  file: { folder: 'files', make: fileTemplate },
} as const

function fail(sentence: string): number {
  console.error(`✗ ${sentence}\n${usage}`)
  return 2
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { root: { type: 'string' }, help: { type: 'boolean' } },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const [kind = '', id = ''] = positionals
  if (!Object.hasOwn(templates, kind)) return fail(`unknown kind '${kind}'`)
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) return fail(`'${id}' is no kebab-case id`)
  const root = resolve(values.root ?? join(dirname(fileURLToPath(import.meta.url)), '..'))
  const { folder, make } = templates[kind as keyof typeof templates] // just checked
  const texts = make(id, dayInShanghai(Date.now()))
  const paths = Object.keys(texts).map((name) => join(catalogueFolder(root), folder, name))
  const taken = paths.find((path) => existsSync(path))
  if (taken) return fail(`${relative(root, taken)} is there already`)
  for (const [name, text] of Object.entries(texts)) {
    const path = join(catalogueFolder(root), folder, name)
    await writeFile(path, text, { flag: 'wx' })
    console.log(`wrote ${relative(root, path)}`)
  }
  console.log('Answer the questions in them, then: npm run gen')
  return 0
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error && 'code' in error ? `${error.message}\n${usage}` : error)
  return 2
})
