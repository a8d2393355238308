import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { settled } from './look.ts'

const folder = join(import.meta.dirname, '..', 'transcripts')

/** What a screen reader says for a role. Roles that are not here are silent, and what is in them is read on. */
const spoken: Readonly<Record<string, string>> = {
  heading: '标题',
  link: '链接',
  button: '按钮',
  radio: '单选按钮',
  radiogroup: '单选组',
  checkbox: '复选框',
  textbox: '编辑框',
  Date: '日期',
  listbox: '列表框',
  option: '选项',
  tab: '标签页',
  dialog: '对话框',
  alert: '警告',
  status: '状态',
  region: '区域',
  form: '表单',
  navigation: '导航',
  group: '组',
  article: '文章',
  list: '列表',
  table: '表格',
  row: '行',
  columnheader: '列标题',
  rowheader: '行标题',
  cell: '单元格',
  StaticText: '',
}
const controls = new Set([
  'link',
  'button',
  'radio',
  'checkbox',
  'textbox',
  'Date',
  'option',
  'tab',
  'listbox',
])
/** Their name says all that is in them. */
const whole = new Set([...controls, 'heading', 'columnheader'])
const states: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  checked: { true: '已选中', false: '未选中', mixed: '部分选中' },
  expanded: { true: '已展开', false: '已折叠' },
  invalid: { true: '无效' },
  disabled: { true: '不可用' },
  focused: { true: '焦点在此' },
}

interface AxNode {
  nodeId: string
  ignored: boolean
  role?: { value?: unknown }
  name?: { value?: unknown }
  value?: { value?: unknown }
  description?: { value?: unknown }
  childIds?: string[]
  properties?: { name: string; value: { value?: unknown } }[]
}

/** What somebody hears who reads a page from its top, and the controls that have no name. */
export interface Transcript {
  readonly lines: readonly string[]
  readonly unnamed: readonly string[]
}

/** Reads the page's own part, the window over it, or the part of a heading, from the browser's accessibility tree in reading order. */
export async function transcribe(page: Page, within?: string): Promise<Transcript> {
  await settled(page)
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  const byId = new Map(nodes.map((node) => [node.nodeId, node as AxNode]))
  const start = within
    ? nodes.find(({ role, name }) => role?.value === 'region' && name?.value === within)
    : ['dialog', 'main'].flatMap((role) => nodes.filter((node) => node.role?.value === role))[0]
  const lines: string[] = []
  const unnamed: string[] = []
  const read = (node: AxNode, depth: number) => {
    const role = String(node.role?.value ?? '')
    const isHeard = !node.ignored && spoken[role] !== undefined
    if (isHeard) {
      const line = lineOf(node, role)
      if (line) lines.push('  '.repeat(depth) + line)
      if (controls.has(role) && text(node.name) === '') unnamed.push(line)
      if (whole.has(role)) return
    }
    const inside = isHeard && role !== 'StaticText' ? depth + 1 : depth
    for (const id of node.childIds ?? []) {
      const child = byId.get(id)
      if (child) read(child, inside)
    }
  }
  if (start) read(start as AxNode, 0)
  return { lines: lines.filter((line, place) => !isLabelOf(lines, line, place)), unnamed }
}

/** A label stands in the tree beside the control that has it as its name; it is heard once. */
function isLabelOf(lines: readonly string[], line: string, place: number): boolean {
  const words = line.trim()
  if (Object.values(spoken).some((role) => role !== '' && words.startsWith(`${role} `))) return false
  const near = lines.slice(Math.max(0, place - 3), place + 4)
  const names = ['单选', '复选框', '编辑框', '日期', '按钮', '组'].map((role) => `${role}`)
  return near.some(
    (other) => other !== line && names.some((role) => other.trim().startsWith(role)) && other.includes(words),
  )
}

const text = (value: { value?: unknown } | undefined) => String(value?.value ?? '').trim()

function lineOf(node: AxNode, role: string): string {
  const properties = node.properties ?? []
  const level = properties.find(({ name }) => name === 'level')?.value.value
  const said = properties.flatMap(({ name, value }) => states[name]?.[String(value.value)] ?? [])
  // The name of a cell or a row is what is in it, which follows.
  const name = ['cell', 'row', 'rowheader', 'list', 'status', 'alert', 'article'].includes(role)
    ? ''
    : text(node.name)
  const parts = [
    `${spoken[role]}${role === 'heading' && level ? ` ${String(level)} 级` : ''}`,
    name,
    ...(role === 'StaticText' ? [] : [text(node.value), ...said, text(node.description)]),
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/** Moments differ from run to run; everything else is the same. */
const steady = (line: string) => line.replaceAll(/\d{4}年\d{1,2}月\d{1,2}日\s*\d{1,2}:\d{2}/g, '〈时刻〉')

/** Compares what was heard with the reviewed file; `ZHUCAN_UPDATE_TRANSCRIPTS=1` writes it anew. */
export async function holdsTranscript(name: string, parts: readonly [string, Transcript][]): Promise<void> {
  const heard = `${parts.map(([title, { lines }]) => [`== ${title}`, ...lines.map(steady)].join('\n')).join('\n\n')}\n`
  const file = join(folder, `${name}.zh.txt`)
  if (process.env.ZHUCAN_UPDATE_TRANSCRIPTS === '1') {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, heard)
  }
  assert.equal(heard, await readFile(file, 'utf8'), `${name} is heard as it was reviewed`)
  assert.deepEqual(
    parts.flatMap(([title, { unnamed }]) => unnamed.map((line) => `${title}: ${line}`)),
    [],
    'every control has a name',
  )
}
