import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const adrSections = ['Context', 'Decision', 'Status', 'Consequences', 'How it is checked']

/** Links of the hand-written Markdown that lead nowhere, as sentences. */
export function brokenLinks(root: string): string[] {
  const pages = globSync(['*.md', '{docs,packages,apps,bench,deploy}/**/*.md'], {
    cwd: root,
    exclude: ['**/node_modules/**'],
  })
  return pages
    .sort()
    .flatMap((page) => linksOf(read(root, page)).flatMap((link) => brokenLink(root, page, link)))
}

function brokenLink(root: string, page: string, link: string): string[] {
  const [path = '', anchor] = decodeURIComponent(link).split('#')
  const target = path === '' ? page : join(dirname(page), path)
  if (!existsSync(join(root, target))) return [`${page}: ${link} leads nowhere`]
  if (!anchor || !target.endsWith('.md')) return []
  return anchorsOf(read(root, target)).has(anchor) ? [] : [`${page}: ${link} has no such heading`]
}

function linksOf(text: string): string[] {
  const inline = withoutCode(text).matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)
  return [...inline].map((found) => found[1] ?? '').filter((link) => !/^[a-z]+:/i.test(link))
}

function withoutCode(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '')
}

function anchorsOf(text: string): Set<string> {
  const headings = text.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6}\s+(.+)$/gm)
  return new Set([...headings].map((found) => anchorOf(found[1] ?? '')))
}

function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')
}

/** What is wrong with the decision records: names, double numbers, missing sections, statuses. */
export function adrFaults(root: string): string[] {
  const files = globSync('docs/adr/*.md', { cwd: root }).sort()
  const seen = new Map<string, string>()
  return files.flatMap((file) => {
    const name = basename(file)
    const number = /^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1]
    if (number === undefined)
      return name === 'README.md' ? [] : [`${file}: a decision is named NNNN-short-title.md`]
    const twin = seen.get(number)
    seen.set(number, name)
    return [...(twin ? [`${file}: number ${number} is taken by ${twin}`] : []), ...sectionFaults(root, file)]
  })
}

function sectionFaults(root: string, file: string): string[] {
  const text = read(root, file)
  const missing = adrSections.filter((section) => !text.includes(`\n## ${section}\n`))
  const status = /\n## Status\n\s*(.*)/.exec(text)?.[1] ?? ''
  const known = /^(Proposed|Accepted|Superseded by \[?\d{4}\b)/.test(status)
  return [
    ...missing.map((section) => `${file}: section "${section}" is missing`),
    ...(known || missing.includes('Status')
      ? []
      : [`${file}: status is Proposed, Accepted or Superseded by NNNN`]),
  ]
}

/** Direct run-time dependencies that the list of decision 0013 does not name; `name-*` there stands for several. */
export function unnamedDependencies(root: string): string[] {
  const [page] = globSync('docs/adr/0013-*.md', { cwd: root })
  const named =
    page === undefined ? [] : [...read(root, page).matchAll(/^\| `([^`]+)`/gm)].map((found) => found[1]!)
  const isNamed = (name: string) =>
    named.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : one === name))
  const manifests = ['package.json', ...globSync('{packages,apps}/*/package.json', { cwd: root }).sort()]
  return manifests.flatMap((file) => {
    const { dependencies, optionalDependencies } = JSON.parse(read(root, file))
    const names = Object.keys({ ...dependencies, ...optionalDependencies })
    const unnamed = names.filter((name) => !name.startsWith('@zhucan/') && !isNamed(name))
    return unnamed.map((name) => `${file}: ${name} is not in docs/adr/0013`)
  })
}

function read(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..')
  const faults = [...brokenLinks(root), ...adrFaults(root), ...unnamedDependencies(root)]
  for (const fault of faults) process.stdout.write(`${fault}\n`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
