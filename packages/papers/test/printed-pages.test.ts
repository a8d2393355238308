import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { type Paper, writePaper } from '@zhucan/papers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findWriter, mustDraw, writerEnvironment } from '../../../tools/find-writer.ts'
import { columnsOf, type Ink, readInk, redLine, rowsOf } from './ink.ts'
import { bulletinPaper, dutiesPaper } from './work-plan-paper.ts'

const dpi = 130
const run = promisify(execFile)
const writer = findWriter()

/** Three pages filled with one square letter, so that lines and letters can be counted. */
const filled: Paper = {
  ...dutiesPaper,
  title: '关于版面的通知',
  body: [{ kind: 'paragraph', text: '国'.repeat(28 * 50) }],
  attachments: [],
  seal: false,
}

// Left out only where nobody installed a Writer; on a machine of the check it is there.
describe.skipIf(writer === null && !mustDraw)('papers as printed', { timeout: 90_000 }, () => {
  let folder = ''
  const pages: Record<string, Ink[]> = {}

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhucan-printed-'))
    const papers = { filled, duties: dutiesPaper, bulletin: bulletinPaper }
    for (const [name, paper] of Object.entries(papers)) {
      await writeFile(join(folder, `${name}.docx`), await writePaper(paper, '2026-11-22T04:00:00.000Z'))
    }
    const files = Object.keys(papers).map((name) => join(folder, `${name}.docx`))
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
    const env = writerEnvironment(join(import.meta.dirname, 'fonts.conf'))
    await run(writer!.soffice, [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...files], {
      env,
    })
    for (const name of Object.keys(papers)) {
      await run(writer!.pdftoppm, ['-r', String(dpi), join(folder, `${name}.pdf`), join(folder, name)])
    }
    const pictures = (await readdir(folder)).filter((file) => file.endsWith('.ppm')).sort()
    for (const name of Object.keys(papers)) {
      pages[name] = pictures
        .filter((file) => file.startsWith(`${name}-`))
        .map((file) => readInk(join(folder, file), dpi))
    }
  }, 90_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const page = (name: string, number: number): Ink => pages[name]![number - 1]!

  test('a full page holds 22 lines of 28 characters inside the type area, mirrored on the back', () => {
    const back = page('filled', 2)
    const lines = rowsOf(back, { top: 30, bottom: 264 })
    expect(lines).toHaveLength(22)
    const middle = lines[10]!
    const letters = columnsOf(back, { top: middle.from, bottom: middle.to })
    expect(letters).toHaveLength(28)
    // On the back the binding is at the right: 26 mm at the left, 28 at the right.
    expect(Math.abs(letters[0]!.from - 26)).toBeLessThan(1)
    expect(Math.abs(letters[27]!.to - (210 - 28))).toBeLessThan(1)
    // The ink stands in the middle of its line of 10.2 mm.
    expect(lines[0]!.from).toBeGreaterThan(37)
    expect(lines[0]!.from).toBeLessThan(41)
    expect(lines[21]!.to).toBeLessThan(262)
    expect(lines[21]!.to).toBeGreaterThan(258)
  })

  test('the face of a sheet has its binding at the left', () => {
    const front = page('filled', 3)
    const [first] = rowsOf(front, { top: 30, bottom: 262 })
    const letters = columnsOf(front, { top: first!.from, bottom: first!.to })
    expect(Math.abs(letters[0]!.from - 28)).toBeLessThan(1)
  })

  test('the red head begins 35 mm below the type area, and a red line as wide as the type area lies under it', () => {
    const first = page('duties', 1)
    const [mark, number] = rowsOf(first, { top: 0, bottom: 200 })
    expect(Math.abs(mark!.from - (37 + 35))).toBeLessThan(2.5)
    const line = redLine(first)!
    expect(Math.abs(line.from - 28)).toBeLessThan(1)
    expect(Math.abs(line.to - (210 - 26))).toBeLessThan(1)
    expect(line.y - number!.to).toBeGreaterThan(3)
    expect(line.y - number!.to).toBeLessThan(8)
  })

  test('text of the body stands on the first page', () => {
    const below = rowsOf(page('duties', 1), { top: redLine(page('duties', 1))!.y + 2, bottom: 262 })
    expect(below.length).toBeGreaterThanOrEqual(4)
  })

  test('the page number lies 7 mm below the type area, outside on both sides', () => {
    for (const [number, isOdd] of [
      [1, true],
      [2, false],
    ] as const) {
      const [foot] = rowsOf(page('filled', number), { top: 264, bottom: 297 })
      const ink = columnsOf(page('filled', number), { top: foot!.from, bottom: foot!.to })
      const middle = (foot!.from + foot!.to) / 2
      expect(Math.abs(middle - (297 - 35 + 7))).toBeLessThan(1.5)
      expect(isOdd ? ink.at(-1)!.to : 210 - ink[0]!.from).toBeGreaterThan(175)
      expect(isOdd ? ink.at(-1)!.to : 210 - ink[0]!.from).toBeLessThan(182)
    }
  })

  test('the last page ends with copies and printer between lines at the foot of the type area', () => {
    const last = pages.duties!.at(-1)!
    const rows = rowsOf(last, { top: 230, bottom: 264 })
    const lowest = rows.at(-1)!
    expect(Math.abs(lowest.to - 262)).toBeLessThan(1)
    const line = columnsOf(last, { top: lowest.from, bottom: lowest.to })
    expect(line).toHaveLength(1)
    expect(line[0]!.to - line[0]!.from).toBeGreaterThan(155)
  })

  test('the table of the bulletin is as wide as the type area', () => {
    const second = page('bulletin', 2)
    const rules = rowsOf(second, { top: 37, bottom: 262 }).filter(({ from, to }) => {
      const ink = columnsOf(second, { top: from, bottom: to })
      return ink.some((stretch) => stretch.to - stretch.from > 154)
    })
    expect(rules.length).toBeGreaterThan(0)
  })
})
