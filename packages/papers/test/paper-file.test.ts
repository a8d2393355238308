import { outlineOf, type Paper, writePaper } from '@zhucan/papers'
import { beforeAll, describe, expect, test } from 'vitest'
import { attribute, paragraphWith, partsOf } from './docx-parts.ts'
import { bulletinPaper, dutiesPaper } from './work-plan-paper.ts'

const made = '2026-11-22T04:00:00.000Z'
const millimetres = (twips: string): number => (Number(twips) / 1440) * 25.4

describe('the file of a paper', () => {
  let duties: Record<string, string>
  let bulletin: Record<string, string>
  const body = (parts: Record<string, string>) => parts['word/document.xml'] ?? ''

  beforeAll(async () => {
    duties = partsOf(await writePaper(dutiesPaper, made))
    bulletin = partsOf(await writePaper(bulletinPaper, made))
  })

  test('is an A4 page with the margins of the standard, mirrored for both sides', () => {
    const xml = body(duties)
    expect(millimetres(attribute(xml, 'pgSz', 'w'))).toBeCloseTo(210, 0)
    expect(millimetres(attribute(xml, 'pgSz', 'h'))).toBeCloseTo(297, 0)
    const side = (name: string) => millimetres(attribute(xml, 'pgMar', name))
    expect(
      [side('top'), side('bottom'), side('left'), side('right')].map((mm) => Math.round(mm * 10) / 10),
    ).toEqual([37, 35, 28, 26])
    expect(duties['word/settings.xml']).toContain('<w:mirrorMargins/>')
    expect(duties['word/settings.xml']).toContain('<w:evenAndOddHeaders/>')
  })

  test('sets 22 lines in 225 mm and 28 characters in 156 mm', () => {
    const xml = body(duties)
    const pitch = Number(attribute(xml, 'docGrid', 'linePitch'))
    expect(Math.floor(((225 / 25.4) * 1440) / pitch)).toBe(22)
    const paragraph = paragraphWith(xml, '现将2026年度残疾人重点工作任务分工通知如下')
    expect(attribute(paragraph, 'spacing', 'line')).toBe(String(pitch))
    const character = 16 * 20 + Number(/<w:spacing w:val="(-?\d+)"\/>/.exec(paragraph)?.[1])
    expect(Math.floor(((156 / 25.4) * 1440) / character)).toBe(28)
    expect(attribute(paragraph, 'ind', 'firstLineChars')).toBe('200')
  })

  test('names the faces of the standard, with what stands in for them', () => {
    const xml = body(duties)
    const face = (text: string) => attribute(paragraphWith(xml, text), 'rFonts', 'eastAsia')
    expect(face('江城市残疾人联合会文件')).toBe('方正小标宋简体')
    expect(face('关于印发')).toBe('方正小标宋简体')
    expect(face('重点任务</w:t>')).toBe('黑体')
    expect(face('做好困难重度残疾人家庭走访')).toBe('楷体_GB2312')
    expect(face('现将2026年度')).toBe('仿宋_GB2312')
    expect(attribute(paragraphWith(xml, '关于印发'), 'sz', 'val')).toBe('44')
    expect(attribute(paragraphWith(xml, '现将2026年度'), 'sz', 'val')).toBe('32')
    expect(duties['word/fontTable.xml']).toContain(
      '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong',
    )
  })

  test('has a red head, a red line under the number, and the number as the standard prints it', () => {
    const xml = body(duties)
    expect(attribute(paragraphWith(xml, '江城市残疾人联合会文件'), 'color', 'val')).toBe('FF0000')
    const number = paragraphWith(xml, '江残联〔2026〕6号')
    expect(number).toMatch(/<w:bottom [^>]*w:color="FF0000"/)
    expect(number).toContain('w:val="center"')
  })

  test('labels headings 一、（一）1.（1） and starts each level anew', () => {
    const labels = outlineOf(dutiesPaper).flatMap((part) =>
      part.kind === 'line' && part.style.startsWith('heading') ? [part.label] : [],
    )
    expect(labels).toEqual(['一、', '二、', '（一）', '（二）', '1.', '（1）', '三、'])
  })

  test('numbers pages with dashes, odd ones at the right and even ones at the left', () => {
    const feet = Object.entries(duties).filter(([path]) => /word\/footer\d\.xml$/.test(path))
    expect(feet.map(([, xml]) => attribute(xml, 'jc', 'val')).sort()).toEqual(['left', 'right'])
    for (const [, xml] of feet) {
      expect(xml).toContain('— ')
      expect(attribute(xml, 'sz', 'val')).toBe('28')
    }
  })

  test('puts each figure into a content control and keeps what it stands on', () => {
    const tags = [...body(bulletin).matchAll(/<w:tag w:val="zhucan-figure-(\d+)"\/>/g)].map(
      (match) => match[1],
    )
    expect([...new Set(tags)].sort()).toEqual(['1', '2', '3', '4', '5', '6', '7'])
    expect(body(bulletin)).toMatch(
      /zhucan-figure-5"\/><\/w:sdtPr><w:sdtContent><w:r>.*?249\.45%<\/w:t><\/w:r><\/w:sdtContent>/,
    )
    const figures = bulletin['customXml/item1.xml'] ?? ''
    expect(figures).toContain(
      '<figure id="7" indicator="vocational-training" version="1" measure="done" region="990100000000" from="2026-01-01" to="2026-12-31" value="130.96" sourceTime="2026-11-21T08:00:00.000Z"',
    )
    expect(bulletin['word/_rels/document.xml.rels']).toContain('Target="../customXml/item1.xml"')
  })

  test('keeps a figure without a record as the text it is', () => {
    const paper: Paper = { ...bulletinPaper, figures: {} }
    const texts = outlineOf(paper).flatMap((part) => (part.kind === 'line' ? part.pieces : []))
    expect(texts.some(({ text }) => text.includes('{{1}}'))).toBe(true)
    expect(texts.every(({ figure }) => figure === undefined)).toBe(true)
  })

  test('takes whatever is typed as text: no markup, no field, no control character, no turned direction', async () => {
    const evil =
      '</w:t></w:r><w:r><w:instrText>DDEAUTO c:\\\\cmd "/c calc"</w:instrText>&amp;\u0000\u0007\ud800\u202e{ INCLUDETEXT "x" }'
    const paper: Paper = {
      ...bulletinPaper,
      title: `关于${evil}的通报`,
      issuers: [evil],
      addressees: [evil],
      body: [
        { kind: 'paragraph', text: evil },
        {
          kind: 'table',
          caption: evil,
          columns: [{ label: evil, width: 1, align: 'left' }],
          rows: [[`=1+1${evil}{{1}}`]],
        },
      ],
      attachments: [{ name: evil, body: [{ kind: 'heading', level: 1, text: evil, follows: evil }] }],
      copiesTo: [evil],
      printedBy: evil,
      note: evil,
      figures: { 1: { ...bulletinPaper.figures[1]!, value: evil, indicator: `"/><x a="`, region: evil } },
    }
    const parts = partsOf(await writePaper(paper, made))
    const all = Object.entries(parts)
      .filter(([path]) => /\.(xml|rels)$/.test(path))
      .map(([, xml]) => xml)
      .join('')
    expect(all.match(/[\p{Cc}\p{Cf}]/gu)?.filter((character) => !/[\n\r\t]/.test(character)) ?? []).toEqual(
      [],
    )
    expect(all.isWellFormed()).toBe(true)
    expect(parts['customXml/item1.xml']).not.toContain('<x')
    expect(body(parts).match(/<w:instrText/g) ?? []).toHaveLength(0)
  })
})
