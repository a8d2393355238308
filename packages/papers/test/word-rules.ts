/** The order in which ECMA-376 (part 1, transitional) wants the children of an element; what is not named may not stand there. */
const sequences: Readonly<Record<string, string>> = {
  'w:pPr':
    'pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange',
  'w:rPr':
    'rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath',
  'w:sectPr':
    'headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings',
  'w:tblPr':
    'tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription',
  'w:tcPr':
    'cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark',
  'w:trPr':
    'cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden',
  'w:tbl': 'bookmarkStart bookmarkEnd tblPr tblGrid tr',
  'w:tr': 'tblPrEx trPr tc',
  'w:tc': 'tcPr p',
  'w:p': 'pPr',
  'w:body': '* sectPr',
  'w:pBdr': 'top left bottom right between bar',
  'w:tblBorders': 'top left bottom right insideH insideV',
  'w:tblCellMar': 'top left bottom right',
  'w:tcMar': 'top left bottom right',
  'w:sdt': 'sdtPr sdtEndPr sdtContent',
  'w:styles': 'docDefaults latentStyles style',
  'w:style':
    'name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr',
  'w:settings':
    'writeProtection view zoom removePersonalInformation displayBackgroundShape embedTrueTypeFonts saveSubsetFonts mirrorMargins alignBordersAndEdges trackRevisions documentProtection defaultTabStop autoHyphenation evenAndOddHeaders characterSpacingControl footnotePr endnotePr compat docVars rsids',
  'w:font': 'altName panose1 charset family notTrueType pitch sig embedRegular embedBold',
  'w:lvl': 'start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr',
  'w:abstractNum': 'nsid multiLevelType tmpl name styleLink numStyleLink lvl',
  'w:numbering': 'numPicBullet abstractNum num',
  'wp:anchor':
    'simplePos positionH positionV extent effectExtent wrapNone wrapSquare wrapTight wrapThrough wrapTopAndBottom docPr cNvGraphicFramePr graphic',
}

/** Elements whose children after the first may come in any order. */
const freeAfterFirst = new Set(['w:p'])
/** Children that belong together in any order: references to heads and feet, the bits of a row. */
const anyOrder: Readonly<Record<string, readonly string[]>> = {
  'w:sectPr': ['headerReference', 'footerReference'],
  'w:trPr': sequences['w:trPr']!.split(' '),
}

interface Element {
  name: string
  attributes: string
  children: Element[]
}

function treeOf(xml: string): Element {
  const root: Element = { name: '', attributes: '', children: [] }
  const open = [root]
  for (const [, end, name = '', attributes = '', alone] of xml.matchAll(
    /<(\/?)([\w:]+)((?:\s[^<>]*?)?)(\/?)>/g,
  )) {
    if (end) {
      if (open.pop()?.name !== name) throw new Error(`${name} ends where it was not open`)
      continue
    }
    const element = { name, attributes, children: [] }
    open.at(-1)!.children.push(element)
    if (!alone) open.push(element)
  }
  if (open.length > 1) throw new Error(`${open.at(-1)!.name} is not ended`)
  return root
}

const elements = (root: Element): Element[] => root.children.flatMap((child) => [child, ...elements(child)])
const localName = (name: string): string => name.replace(/^\w+:/, '')
const attributeOf = (element: Element, name: string): string | undefined =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(element.attributes)?.[1]

function orderFaults({ name, children }: Element): string[] {
  const wanted = sequences[name]?.split(' ')
  if (!wanted) return []
  const names = children.map((child) => localName(child.name))
  if (freeAfterFirst.has(name)) {
    const late = names.lastIndexOf(wanted[0]!)
    return late > 0 ? [`${name}: ${names[late]} is not first`] : []
  }
  if (wanted[0] === '*') return names.at(-1) === wanted[1] ? [] : [`${name} does not end with ${wanted[1]}`]
  const together = anyOrder[name] ?? []
  const places = names.map((child) => {
    const place = wanted.indexOf(child)
    return together.includes(child) ? wanted.indexOf(together[0]!) : place
  })
  return places.flatMap((place, at) => {
    if (place < 0 || !wanted.includes(names[at]!)) return [`${name}: ${names[at]} does not belong there`]
    return at > 0 && place < places[at - 1]! ? [`${name}: ${names[at]} after ${names[at - 1]}`] : []
  })
}

function repeated(values: readonly (string | undefined)[], what: string): string[] {
  const known = values.filter((value) => value !== undefined)
  return known.filter((value, at) => known.indexOf(value) !== at).map((value) => `${what} ${value} twice`)
}

/** What Word would stumble over in one part: order, ends of cells, ids, styles that are not there. */
export function partFaults(xml: string, styles: ReadonlySet<string>): string[] {
  const all = elements(treeOf(xml))
  const named = (name: string) => all.filter((element) => element.name === name)
  const used = ['w:pStyle', 'w:rStyle', 'w:tblStyle', 'w:basedOn', 'w:next', 'w:link'].flatMap(named)
  return [
    ...all.flatMap(orderFaults),
    ...named('w:tc')
      .filter((cell) => cell.children.at(-1)?.name !== 'w:p')
      .map(() => 'a cell does not end with a paragraph'),
    ...named('w:r').flatMap((run) =>
      run.children.slice(1).some(({ name }) => name === 'w:rPr') ? ['w:rPr is not first in its run'] : [],
    ),
    ...repeated(
      named('wp:docPr').map((element) => attributeOf(element, 'id')),
      'drawing',
    ),
    ...repeated(
      named('w:style').map((element) => attributeOf(element, 'w:styleId')),
      'style',
    ),
    ...repeated(
      named('w:sdt').flatMap((control) =>
        control.children.flatMap(({ children }) =>
          children.filter(({ name }) => name === 'w:id').map((id) => attributeOf(id, 'w:val')),
        ),
      ),
      'control',
    ),
    ...used
      .map((element) => attributeOf(element, 'w:val') ?? '')
      .filter((style) => !styles.has(style))
      .map((style) => `style ${style} is not there`),
  ]
}

/** The styles a file defines. */
export const stylesOf = (xml: string): ReadonlySet<string> =>
  new Set(
    elements(treeOf(xml))
      .filter(({ name }) => name === 'w:style')
      .map((style) => attributeOf(style, 'w:styleId') ?? ''),
  )

/** What is wrong with the package: links to parts that are not there, parts of no kind, references without a link. */
export function packageFaults(parts: Readonly<Record<string, string>>): string[] {
  const types = elements(treeOf(parts['[Content_Types].xml'] ?? ''))
  const overrides = types.map((type) => attributeOf(type, 'PartName')).filter((name) => name !== undefined)
  const extensions = new Set(types.map((type) => attributeOf(type, 'Extension')))
  const links = Object.keys(parts).filter((path) => path.endsWith('.rels'))
  return [
    ...repeated(overrides, 'kind of'),
    ...overrides.filter((name) => !(name.slice(1) in parts)).map((name) => `${name} is not there`),
    ...Object.keys(parts)
      .filter((path) => !overrides.includes(`/${path}`) && !extensions.has(path.split('.').at(-1)))
      .map((path) => `${path} has no kind`),
    ...links.flatMap((path) => linkFaults(path, parts)),
  ]
}

function linkFaults(path: string, parts: Readonly<Record<string, string>>): string[] {
  const folder = path.replace(/_rels\/[^/]*$/, '')
  const source = `${folder}${path.slice(folder.length + '_rels/'.length).replace(/\.rels$/, '')}`
  const links = elements(treeOf(parts[path]!)).filter(({ name }) => name === 'Relationship')
  const ids = links.map((link) => attributeOf(link, 'Id'))
  const asked = [...(parts[source] ?? '').matchAll(/\br:(?:id|embed|link)="([^"]*)"/g)].map(([, id]) => id)
  return [
    ...repeated(ids, `${path}: link`),
    ...links
      .filter((link) => attributeOf(link, 'TargetMode') !== 'External')
      .map((link) => new URL(attributeOf(link, 'Target') ?? '', `file:///${folder}`).pathname.slice(1))
      .filter((target) => !(target in parts))
      .map((target) => `${path}: ${target} is not there`),
    ...asked.filter((id) => !ids.includes(id)).map((id) => `${source}: no link ${id}`),
  ]
}
