import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Block, createLabels, type Paper, plainPaper, writePaper } from '@zhucan/papers'
import { readNotice } from '@zhucan/reading'
import { readPaper } from '@zhucan/reading-files'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bulletinPaper, dutiesPaper } from './work-plan-paper.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhucan-papers-'))
})
afterAll(() => rm(folder, { recursive: true }))

const made = '2026-11-22T04:00:00.000Z'

async function readBack(paper: Paper) {
  const path = join(folder, 'paper.docx')
  await writeFile(path, await writePaper(paper, made))
  const { text } = await readPaper(path)
  return { text, read: readNotice(text) }
}

const places = ['江城市', '云岭县', '石桥区', '青禾镇', '北川省']
const place = fc.constantFrom(...places)
const issuers = place.chain((name) =>
  fc.constantFrom(
    [`${name}残疾人联合会`],
    [`${name}人民政府残疾人工作委员会`],
    [`${name}残疾人联合会`, `${name}民政局`],
  ),
)
const day = fc
  .tuple(
    fc.integer({ min: 2021, max: 2035 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, month, date]) => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)
const subject = fc.constantFrom(
  '残疾人职业技能培训',
  '残疾儿童康复救助',
  '困难重度残疾人家庭无障碍改造',
  '残疾人托养服务',
)

interface Wanted {
  target: { value: number; unit: string }
  deadline: string
}

/** Sections, each with a target, a date to report by and a duty. */
const section = fc.record({
  subject,
  value: fc.integer({ min: 2, max: 9_000 }).map((count) => count * 10),
  month: fc.integer({ min: 2, max: 12 }),
  date: fc.integer({ min: 1, max: 28 }),
  level: fc.constantFrom(1, 2, 3, 4),
  runIn: fc.boolean(),
})

const paper = fc
  .record({
    issuers,
    signedOn: day,
    number: fc.integer({ min: 1, max: 300 }),
    organ: fc.constantFrom('江残联', '云残工委', '石残联办'),
    subject,
    kind: fc.constantFrom('通知', '通报'),
    seal: fc.boolean(),
    sections: fc.array(section, { minLength: 1, maxLength: 6 }),
    copies: fc.boolean(),
  })
  .map(({ sections, ...head }) => {
    const year = Number(head.signedOn.slice(0, 4))
    const wanted: Wanted[] = []
    let depth = 0
    const body = sections.flatMap((one): Block[] => {
      depth = Math.min(depth + 1, one.level)
      const level = depth as 1 | 2 | 3 | 4
      // Behind the day of signing: a day that is over is no deadline.
      const deadline = `${year + 1}年${one.month}月${one.date}日`
      wanted.push({
        target: { value: one.value, unit: '人' },
        deadline: `${year + 1}-${String(one.month).padStart(2, '0')}-${String(one.date).padStart(2, '0')}`,
      })
      const text = `全年完成${one.subject}不少于${one.value}人。请各区残联于${deadline}前将工作情况报送市残联。`
      return one.runIn
        ? [{ kind: 'heading', level, text: `抓好${one.subject}。`, follows: text }]
        : [
            { kind: 'heading', level, text: `抓好${one.subject}` },
            { kind: 'paragraph', text },
          ]
    })
    const made: Paper = {
      ...dutiesPaper,
      kind: head.kind === '通报' ? 'bulletin' : 'notice',
      title: `关于做好${year}年${head.subject}工作的${head.kind}`,
      number: { organ: head.organ, year, number: head.number },
      organ: head.organ,
      issuers: head.issuers,
      addressees: ['各区残联', '各直属单位'],
      body: [{ kind: 'paragraph', text: '现将有关事项通知如下。' }, ...body],
      attachments: [],
      seal: head.seal,
      signedOn: head.signedOn,
      copiesTo: head.copies ? ['市委办公室', '市政府办公室'] : [],
      printedBy: head.copies ? `${head.issuers[0]}办公室` : '',
      printedOn: head.signedOn,
    }
    return { paper: made, wanted }
  })

test('what was written is read again: number, title, issuers, day, sections, targets, deadlines', async () => {
  await fc.assert(
    fc.asyncProperty(paper, async ({ paper, wanted }) => {
      const { read } = await readBack(paper)
      expect(read.documentNumber).toBe(
        `${paper.number!.organ}〔${paper.number!.year}〕${paper.number!.number}号`,
      )
      expect(read.title).toBe(paper.title)
      expect(read.issuers).toEqual(paper.issuers)
      expect(read.issuedOn).toBe(paper.signedOn)
      expect(read.addressees).toEqual(paper.addressees)
      const label = createLabels()
      // （1） is no section to the reader.
      const labels = paper.body
        .flatMap((block) => (block.kind === 'heading' ? [label(block.level)] : []))
        .filter((text) => !/^（\d/.test(text))
      expect(read.sections.map(({ path }) => path.split('/').at(-1))).toEqual(
        labels.map((text) =>
          text
            .replace(/[、.]$/, '')
            .replace(/^（/, '(')
            .replace(/）$/, ')'),
        ),
      )
      const targets = read.items.flatMap((item) =>
        item.kind === 'target' ? [{ value: item.value, unit: item.unit }] : [],
      )
      expect(targets).toEqual(wanted.map(({ target }) => target))
      const deadlines = read.items.flatMap((item) => (item.kind === 'deadline' ? [item.date] : []))
      expect(deadlines).toEqual(wanted.map(({ deadline }) => deadline))
    }),
    { numRuns: 25 },
  )
}, 60_000)

test('the bulletin is read back with its figures, the division of duties with its leads', async () => {
  const bulletin = await readBack(bulletinPaper)
  expect(bulletin.read).toMatchObject({
    documentNumber: '江残联〔2026〕21号',
    title: bulletinPaper.title,
    kind: 'circular',
    issuedOn: '2026-11-22',
    issuers: ['江城市残疾人联合会'],
  })
  expect(bulletin.text).toContain('249.45%')
  expect(bulletin.read.items).toContainEqual(
    expect.objectContaining({ kind: 'fact', value: 1310, unit: '人次' }),
  )
  const duties = await readBack(dutiesPaper)
  expect(duties.read.items).toContainEqual(
    expect.objectContaining({ kind: 'responsibility', lead: ['市残联'], support: ['市民政局'] }),
  )
  expect(duties.read.items).toContainEqual(
    expect.objectContaining({ kind: 'target', value: 1500, unit: '人次', comparator: '>=' }),
  )
})

test('the text told to the checks is the text of the file', async () => {
  for (const one of [bulletinPaper, dutiesPaper]) {
    const { text } = await readBack(one)
    // The reader writes a bar between the cells of a table.
    const plain = (whole: string) => whole.replace(/[\s|｜]/g, '')
    expect(plain(plainPaper(one))).toBe(plain(text))
  }
})
