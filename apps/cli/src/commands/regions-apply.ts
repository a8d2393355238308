import { randomBytes } from 'node:crypto'
import { openDatabase } from '@zhucan/db'
import { problem } from '@zhucan/kernel'
import { applyRegionChanges } from '@zhucan/server'
import { openWorkbook } from '@zhucan/sheets'
import { defineCommand } from '../command.ts'
import text from './regions-apply.text.json' with { type: 'json' }

const { messages } = text
const columns = ['kind', 'from', 'to', 'name', 'effective', 'document']

export default defineCommand({
  options: {},
  positionals: { min: 1, max: 1 },
  async run({ positionals, settings, out }) {
    const rows = await readRows(positionals[0]!)
    const { dataDir, keysDir: secretsDir, databaseUrl, databaseAppUrl, now } = settings
    const database = await openDatabase({
      dataDir,
      secretsDir,
      databaseUrl,
      databaseAppUrl,
      whenRunning: 'join',
    })
    try {
      const report = await applyRegionChanges(database.ownerUrl, rows, { now, random: randomBytes })
      out.answer(report)
      for (const fault of report.faults) out.say(messages[fault.what], { ...fault })
      out.say(report.faults.length > 0 ? messages.refused : messages.applied, {
        ...report,
        faults: report.faults.length,
      })
      return report.faults.length > 0 ? 1 : 0
    } finally {
      await database.stop()
    }
  },
})

/** The rows under the header, in the order of the columns whatever order the file has them in. */
async function readRows(path: string): Promise<{ row: number; cells: string[] }[]> {
  const workbook = await openWorkbook(path)
  try {
    const rows: { row: number; cells: string[] }[] = []
    let places: number[] | null = null
    for await (const { row, cells } of workbook.rows(0)) {
      const texts = cells.map((cell) => cell?.text.trim() ?? '')
      if (places) rows.push({ row, cells: places.map((place) => texts[place] ?? '') })
      else if (texts.some((t) => headerOf(t) !== -1))
        places = columns.map((_, i) => texts.findIndex((t) => headerOf(t) === i))
    }
    if (!places) throw problem('sheet.no-header')
    return rows.filter((r) => r.cells.some((cell) => cell !== ''))
  } finally {
    await workbook.close()
  }
}

const headerOf = (cell: string): number =>
  text.headers.findIndex((names) => names.includes(cell.toLowerCase()))
