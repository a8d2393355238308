import { readFile } from 'node:fs/promises'
import { detectEncoding } from '@zhucan/sheets'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { collectTableLines } from './table-lines.ts'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

const silent = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'head',
  'nav',
  'header',
  'footer',
  'aside',
  'form',
  'button',
  'select',
  'iframe',
  'svg',
  'object',
  'textarea',
])
const block = new Set([
  'p',
  'div',
  'section',
  'article',
  'main',
  'li',
  'ul',
  'ol',
  'table',
  'tr',
  'td',
  'th',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'blockquote',
  'pre',
  'center',
  'dl',
  'dt',
  'dd',
  'body',
  'figure',
  'caption',
])
const headings = /^h[1-3]$/
/** A block whose text is mostly links is a menu. */
const mostLinks = 0.6
const deepest = 400

/** Text of the main part of a web page, a line for each block; menus, forms and scripts are left out. */
export async function readHtmlDocument(path: string): Promise<string> {
  const bytes = await readFile(path)
  const html = new TextDecoder(declaredEncoding(bytes) ?? (await detectEncoding(path))).decode(bytes)
  const body = findBody(parse(html).childNodes)
  if (!body) return ''
  const lines: string[] = []
  const rows = collectTableLines(lines)
  let line = ''
  const flush = () => {
    if (line.trim() !== '') rows.add(line.replace(/[\t ]+/g, ' ').trim())
    line = ''
  }
  const walk = (node: Node, depth: number): void => {
    if (node.nodeName === '#text' && 'value' in node) line += node.value.replace(/[\r\n]+/g, '')
    if (!('tagName' in node) || depth > deepest || isLeftOut(node)) return
    if (node.tagName === 'br' || block.has(node.tagName)) flush()
    if (node.tagName === 'tr') rows.openRow()
    if (node.tagName === 'td' || node.tagName === 'th') rows.openCell()
    for (const child of node.childNodes) walk(child, depth + 1)
    if (block.has(node.tagName)) flush()
    if (node.tagName === 'tr') rows.closeRow()
  }
  for (const child of mainPart(body).childNodes) walk(child, 0)
  flush()
  return lines.join('\n')
}

/** The charset the page names for itself, if it is one we read. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const top = new TextDecoder('latin1').decode(bytes.subarray(0, 2048))
  const named = /charset\s*=\s*["']?\s*(utf-8|gb2312|gbk|gb18030)/i.exec(top)?.[1]?.toLowerCase()
  return named === undefined ? null : named === 'utf-8' ? 'utf-8' : 'gb18030'
}

function findBody(nodes: readonly Node[]): Element | null {
  for (const node of nodes) {
    if (!('tagName' in node)) continue
    if (node.tagName === 'body') return node
    const inside = findBody(node.childNodes)
    if (inside) return inside
  }
  return null
}

function isLeftOut(element: Element): boolean {
  if (silent.has(element.tagName)) return true
  const style = element.attrs.find(({ name }) => name === 'style')?.value ?? ''
  if (/display\s*:\s*none/i.test(style) || element.attrs.some(({ name }) => name === 'hidden')) return true
  if (!block.has(element.tagName) || element.tagName === 'body') return false
  const text = textLength(element, false)
  return text > 0 && text < 2000 && textLength(element, true) / text > mostLinks
}

/** Length of the text in an element, or of that in its links only. */
function textLength(root: Element, onlyLinks: boolean): number {
  let length = 0
  const rest: (readonly [Node, boolean])[] = [[root, false]]
  while (rest.length > 0) {
    const [node, isLinked] = rest.pop()!
    if (node.nodeName === '#text' && 'value' in node && (isLinked || !onlyLinks))
      length += node.value.trim().length
    if (!('tagName' in node) || (silent.has(node.tagName) && node !== root)) continue
    for (const child of node.childNodes) rest.push([child, isLinked || node.tagName === 'a'])
  }
  return length
}

/** The deepest element that still holds nearly all the text that is no link, with a heading above it where there is one. */
function mainPart(body: Element): Element {
  const whole = textLength(body, false) - textLength(body, true)
  let main = body
  for (let depth = 0; depth < deepest; depth += 1) {
    const children = main.childNodes.filter(
      (node): node is Element => 'tagName' in node && !silent.has(node.tagName),
    )
    const next = children.find(
      (child) => block.has(child.tagName) && textLength(child, false) - textLength(child, true) > whole * 0.9,
    )
    if (!next || children.some((child) => child !== next && headings.test(child.tagName))) return main
    main = next
  }
  return main
}
