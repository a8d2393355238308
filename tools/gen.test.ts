import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const repository = join(import.meta.dirname, '..')
const folders: string[] = []

/** A copy of the catalogue that finds its packages where the repository has them. */
function copyOf(source: string): string {
  const root = mkdtempSync(join(tmpdir(), 'zhucan-gen-'))
  folders.push(root)
  cpSync(join(source, 'packages/catalogue'), join(root, 'packages/catalogue'), { recursive: true })
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction')
  return root
}

let clean: string

beforeAll(() => {
  clean = copyOf(repository)
  rmSync(path(clean, 'catalogue.lock.json'), { force: true })
  expect(gen(clean)).toMatchObject({ status: 0, stderr: '' })
})

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function path(root: string, name: string): string {
  return join(root, 'packages/catalogue/src', name)
}

function run(root: string, tool: string, ...args: string[]) {
  const command = [join(repository, 'tools', tool), ...args, '--root', root]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' })
  return { status, stdout, stderr }
}

function gen(root: string, ...args: string[]) {
  return run(root, 'gen.ts', ...args)
}

function edit(root: string, name: string, from: string | RegExp, to: string): void {
  const before = readFileSync(path(root, name), 'utf8')
  const after = before.replace(from, to)
  expect(after).not.toBe(before)
  writeFileSync(path(root, name), after)
}

type Edit = [what: string, file: string, from: string | RegExp, to: string, sentence: string]

/** One run over a copy with all the edits at once: the generator reports everything it finds. */
function genAfter(edits: readonly Edit[], removed: readonly string[] = []) {
  const root = copyOf(clean)
  rmSync(path(root, 'registry.gen.ts'))
  for (const [, file, from, to] of edits) edit(root, file, from, to)
  for (const file of removed) rmSync(path(root, file))
  const result = gen(root)
  return { ...result, isWritten: existsSync(path(root, 'registry.gen.ts')) }
}

describe('npm run gen', () => {
  it('changes nothing the second time', () => {
    expect(gen(clean)).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(gen(clean, '--check')).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  it('says with --check that a generated file is stale, and leaves it', () => {
    const root = copyOf(clean)
    writeFileSync(path(root, 'registry.gen.ts'), 'export {}\n')
    const { status, stderr } = gen(root, '--check')
    expect(status).toBe(1)
    expect(stderr).toMatch(/registry\.gen\.ts is stale; run: npm run gen/)
    expect(readFileSync(path(root, 'registry.gen.ts'), 'utf8')).toBe('export {}\n')
  })

  it('registers a new rule once its questions are answered', () => {
    const root = copyOf(clean)
    expect(run(root, 'new.ts', 'rule', 'lonely-elder').status).toBe(0)
    expect(gen(root).stderr).toContain('rules/lonely-elder.rule.ts: title has no zh text')
    edit(
      root,
      'rules/lonely-elder.rule.ts',
      /\{ zh: '', en: '' \}/g,
      "{ zh: '独居老人', en: 'Lonely elder' }",
    )
    for (const name of ['一级残疾，提示', '四级残疾，不提示', '没有等级，无法判断']) {
      edit(root, 'rules/lonely-elder.examples.yaml', /- name:\n/, `- name: ${name}\n`)
    }
    expect(gen(root)).toMatchObject({ status: 0, stderr: '' })
    expect(readFileSync(path(root, 'registry.gen.ts'), 'utf8')).toContain(
      "from './rules/lonely-elder.rule.ts'",
    )
    expect(readFileSync(path(root, 'catalogue.lock.json'), 'utf8')).toContain('"lonely-elder"')
  })

  it('refuses a new file until its questions are answered', () => {
    const root = copyOf(clean)
    expect(run(root, 'new.ts', 'file', 'bank-accounts').status).toBe(0)
    const { status, stderr } = gen(root)
    expect(status).toBe(1)
    expect(stderr).toContain('files/bank-accounts.file.ts: legalBasis has no zh text')
    expect(stderr).toContain('files/bank-accounts.examples.yaml: has no examples')
  })
})

describe('npm run gen refuses', () => {
  const edits: Edit[] = [
    [
      'an id that is not the file name',
      'rules/elderly-carer.rule.ts',
      "id: 'elderly-carer'",
      "id: 'old-carer'",
      "rules/elderly-carer.rule.ts: the id 'old-carer' must equal",
    ],
    [
      'a label without English',
      'rules/dead-but-paid.rule.ts',
      /(title: .*)en: '[^']*'/,
      "$1en: ''",
      'rules/dead-but-paid.rule.ts: title has no en text',
    ],
    [
      'an English label in Chinese',
      'rules/severe-living-alone.rule.ts',
      /(title: .*)en: '[^']*'/,
      "$1en: '独居'",
      'rules/severe-living-alone.rule.ts: title has Chinese in its en text',
    ],
    [
      'a condition with an unknown fact',
      'rules/tekun-with-living.rule.ts',
      'person.livingPaid',
      'person.livingPayed',
      'rule.unknown-fact fact=person.livingPayed position=',
    ],
    [
      'a household rule that looks at a person',
      'rules/dangerous-housing.rule.ts',
      'household.holders > 0',
      'person.alive',
      'rule.wrong-subject fact=person.alive',
    ],
    [
      'examples without one that cannot be judged',
      'rules/certificate-expiring.examples.yaml',
      /cannot-say/g,
      'none',
      "rules/certificate-expiring.examples.yaml: no example answers 'cannot-say'",
    ],
    [
      'an example without a Chinese sentence',
      'rules/certificate-expired.examples.yaml',
      /- name: .*/,
      '- name: works',
      'rules/certificate-expired.examples.yaml: name each example',
    ],
    [
      'a fact whose source does not feed it',
      'facts.ts',
      /('person.enrolled': \{[^}]*source: )'school-register'/,
      "$1'deaths'",
      "person.enrolled names 'deaths' as its source",
    ],
  ]
  const removals: [what: string, file: string, sentence: string][] = [
    [
      'a rule without examples',
      'rules/tekun-with-nursing.examples.yaml',
      'rules/tekun-with-nursing.examples.yaml: missing',
    ],
    ['a file without a sample', 'files/deaths.sample.csv', 'files/deaths.sample.csv: missing'],
    [
      'examples of nothing',
      'rules/several-holders-in-household.rule.ts',
      'rules/several-holders-in-household.examples.yaml: nothing is defined',
    ],
  ]
  let outcome: ReturnType<typeof genAfter>
  beforeAll(() => {
    outcome = genAfter(
      edits,
      removals.map(([, file]) => file),
    )
  })

  it.each([
    ...edits.map(([what, , , , sentence]) => [what, sentence]),
    ...removals.map(([what, , sentence]) => [what, sentence]),
  ])('%s', (_what, sentence) => {
    expect(outcome.stderr).toContain(sentence)
  })

  it('all of it in one go, and writes nothing', () => {
    expect(outcome).toMatchObject({ status: 1, isWritten: false })
  })
})

describe('npm run gen keeps what was shipped:', () => {
  const edits: Edit[] = [
    [
      'the start of a rule',
      'rules/elderly-carer.rule.ts',
      '2016-01-01',
      '2020-01-01',
      "rule elderly-carer: since was shipped as '2016-01-01' and is now '2020-01-01'",
    ],
    [
      'the subject of a rule',
      'rules/several-holders-in-household.rule.ts',
      "'household'",
      "'person'",
      'rule several-holders-in-household: subject',
    ],
    [
      'the type of a fact',
      'facts.ts',
      /('person.enrolled': \{\s+type: )'bool'/,
      "$1'int'",
      "fact person.enrolled was shipped as 'bool' and is now 'int'",
    ],
    [
      'the name of a fact',
      'facts.ts',
      "'household.size'",
      "'household.members'",
      "fact household.size was shipped as 'int' and is gone",
    ],
    [
      'the values of a fact',
      'facts.ts',
      "value: 'dibao-margin'",
      "value: 'margin'",
      'fact person.assistance was shipped as',
    ],
    [
      'the kind of a column',
      'files/deaths.file.ts',
      /(name: \{[^}]*\}[^}]*kind: )'name'/,
      "$1'text'",
      "file deaths: column rows.name was shipped as 'name'",
    ],
  ]
  const gone = ['rules/dead-but-paid.rule.ts', 'rules/dead-but-paid.examples.yaml']
  let outcome: ReturnType<typeof genAfter>
  beforeAll(() => {
    outcome = genAfter(edits, gone)
  })

  it.each(edits)('%s', (_what, _file, _from, _to, sentence) => {
    expect(outcome.stderr).toContain(sentence)
  })

  it('a rule itself', () => {
    expect(outcome.stderr).toContain('rule dead-but-paid: since was shipped')
    expect(outcome).toMatchObject({ status: 1, isWritten: false })
  })

  it('but a list of values may grow', () => {
    const root = copyOf(clean)
    edit(
      root,
      'facts.ts',
      "{ value: 'tekun'",
      "{ value: 'orphan', label: { zh: '孤儿', en: 'orphan' } },\n  { value: 'tekun'",
    )
    expect(gen(root)).toMatchObject({ status: 0, stderr: '' })
  })
})

describe('npm run new', () => {
  it.each([
    ['an unknown kind', ['form', 'a-form'], "unknown kind 'form'"],
    ['an id that is not kebab-case', ['rule', 'MyRule'], 'no kebab-case id'],
    ['an id that leaves the folder', ['rule', '../x'], 'no kebab-case id'],
    ['an id that is taken', ['rule', 'elderly-carer'], 'elderly-carer.rule.ts is there already'],
    ['an unknown option', ['rule', 'a-rule', '--force'], '--force'],
  ])('refuses %s', (_case, args, sentence) => {
    expect(run(clean, 'new.ts', ...args)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(sentence),
    })
  })
})
