import { type Paper, writePaper } from '@zhucan/papers'
import { beforeAll, describe, expect, test } from 'vitest'
import { partsOf } from './docx-parts.ts'
import { packageFaults, partFaults, stylesOf } from './word-rules.ts'
import { bulletinPaper, dutiesPaper } from './work-plan-paper.ts'

const made = '2026-11-22T04:00:00.000Z'
const joint: Paper = {
  ...dutiesPaper,
  ...{ urgency: 'most-urgent', issuers: ['江城市残疾人联合会', '江城市民政局'], note: '联系人甲' },
}

const nothing = { body: [], attachments: [], copiesTo: [], printedBy: '', note: '' }

const faultsOf = (parts: Readonly<Record<string, string>>): string[] => {
  const styles = stylesOf(parts['word/styles.xml'] ?? '')
  return [
    ...packageFaults(parts),
    ...Object.entries(parts)
      .filter(([path]) => /^word\/\w+\.xml$/.test(path))
      .flatMap(([path, xml]) => partFaults(xml, styles).map((fault) => `${path}: ${fault}`)),
  ]
}

describe('a paper is a file that Word opens without mending it', () => {
  let parts: Record<string, string>
  beforeAll(async () => {
    parts = partsOf(await writePaper(bulletinPaper, made))
  })

  test.each([
    ['a bulletin with tables and figures', bulletinPaper],
    ['a division of duties with attachments', dutiesPaper],
    ['an urgent joint paper', joint],
    ['hardly anything', { ...dutiesPaper, ...nothing }],
  ] as const)('%s', async (_, paper) => {
    expect(faultsOf(partsOf(await writePaper(paper, made)))).toEqual([])
  })

  const spoilt: [string, string, (xml: string) => string, string][] = [
    ['order in a paragraph', 'word/document.xml', (xml) => swap(xml, 'w:spacing', 'w:jc'), 'after'],
    ['order in a section', 'word/document.xml', (xml) => swap(xml, 'w:pgSz', 'w:pgMar'), 'pgSz after pgMar'],
    ['order in a table', 'word/document.xml', (xml) => swap(xml, 'w:tblW', 'w:jc'), 'tblW after jc'],
    [
      'a stranger',
      'word/document.xml',
      (xml) => xml.replace('<w:tblGrid>', '<w:grid/><w:tblGrid>'),
      'grid does not belong',
    ],
    [
      'a style that is not there',
      'word/styles.xml',
      (xml) => xml.replace('w:styleId="DefaultParagraphFont"', 'w:styleId="Other"'),
      'style DefaultParagraphFont is not there',
    ],
    [
      'a link to nothing',
      'word/_rels/document.xml.rels',
      (xml) => xml.replace('styles.xml', 'style.xml'),
      'word/style.xml is not there',
    ],
  ]
  test.each(spoilt)('%s would be noticed', (_, path, spoil, told) => {
    const changed = spoil(parts[path]!)
    expect(changed).not.toBe(parts[path])
    expect(faultsOf({ ...parts, [path]: changed }).join('\n')).toContain(told)
  })
})

/** The first pair of two such neighbours changes places. */
const swap = (xml: string, one: string, other: string): string =>
  xml.replace(new RegExp(`(<${one} [^>]*/>)(<${other} [^>]*/>)`), '$2$1')
