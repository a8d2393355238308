import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificateNumber, makeIdNumber, plainDate } from '@zhucan/kernel'
import { createWorkbookWriter } from '@zhucan/sheets'
import type { TestOffice } from '@zhucan/testing/office'
import { findUser } from '../access/index.ts'
import { importTasks } from './imports.jobs.ts'

type Row = readonly (string | number | null)[]
/** Sheets of a workbook to be made: name → header row and rows. */
export type TestSheets = Readonly<Record<string, readonly Row[]>>

/** Writes a real workbook and gives its bytes. */
export async function makeWorkbook(sheets: TestSheets): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'zhucan-book-'))
  try {
    const path = join(folder, 'book.xlsx')
    const writer = createWorkbookWriter(createWriteStream(path))
    for (const [name, [header = [], ...rows]] of Object.entries(sheets)) {
      const sheet = writer.addSheet({ name, columns: header.map((text) => ({ header: String(text ?? '') })) })
      for (const row of rows) await sheet.row(row)
      await sheet.end()
    }
    await writer.finish()
    return await readFile(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The n-th invented person's numbers, right in every character. */
export function invented(n: number, birth = '1970-03-04', level: 1 | 2 | 3 | 4 = 2) {
  const idNumber = makeIdNumber('990101', plainDate(birth), n)
  return { idNumber, certificateNumber: makeCertificateNumber(idNumber, 'physical', level), birth }
}

/** The wizard as a clerk goes through it, over HTTP; the background work is done at once. */
export async function openWizard(office: TestOffice, region = '990101000000') {
  const who = await office.user('data-clerk', region)
  const { call } = await office.signIn(who)
  const run = async (
    job: 'import-read' | 'import-check' | 'import-apply' | 'import-undo',
    importId: string,
  ) => importTasks[job](office.server, { importId }, await findUser(office.server, who.id))
  const json = async (path: string) => (await call(path)).json()
  const get = (id: string) => json(`/api/v1/imports/${id}`)

  async function upload(bytes: Uint8Array, fileName = 'register.xlsx', headers: Record<string, string> = {}) {
    const answer = await call('/api/v1/imports', {
      method: 'POST',
      body: bytes as BodyInit,
      headers: { 'x-file-name': encodeURIComponent(fileName), ...headers },
    })
    const body = (await answer.json()) as { id: string; code?: string }
    if (answer.ok) await run('import-read', body.id)
    return { status: answer.status, ...body }
  }

  async function map(id: string, change: (mapping: TestMapping) => TestMapping = (mapping) => mapping) {
    const { fileType, sheets } = await get(id)
    const answer = await call(`/api/v1/imports/${id}/mapping`, {
      method: 'PUT',
      json: change({ fileType, sheets: sheets.map(mappingOf) }),
    })
    if (answer.ok) await run('import-check', id)
    return answer
  }

  async function apply(id: string) {
    const answer = await call(`/api/v1/imports/${id}/apply`, { json: { mode: 'good-rows' } })
    if (answer.ok) await run('import-apply', id)
    return answer
  }

  /** Undoes an import, wholly unless told otherwise. */
  async function undo(id: string, choice: object = {}) {
    const answer = await call(`/api/v1/imports/${id}/undo`, { json: choice })
    if (answer.ok) await run('import-undo', id)
    return answer
  }

  const undoPreview = async (id: string, choice: object = {}) =>
    (await call(`/api/v1/imports/${id}/undo-preview`, { json: choice })).json()

  /** From bytes to the register, as recognised. */
  async function take(bytes: Uint8Array, fileName?: string, headers?: Record<string, string>) {
    const { id } = await upload(bytes, fileName, headers)
    await map(id)
    const checked = await get(id)
    await apply(id)
    return { id, checked, done: await get(id) }
  }

  const preview = (id: string, kind: string) =>
    json(`/api/v1/imports/${id}/preview?kind=${kind}&page=1&pageSize=200`)
  return { who, call, json, get, upload, map, apply, undo, undoPreview, take, preview, run }
}

/** What the wizard sends back about a file. */
export interface TestMapping {
  fileType: string
  sheets: {
    index: number
    name: string
    headerRow: number
    sheet?: string | null
    columns: Record<string, string>
  }[]
}

function mappingOf(sheet: {
  index: number
  name: string
  headerRow: number
  sheet: string | null
  columns: { index: number; key: string | null }[]
}) {
  const columns = Object.fromEntries(
    sheet.columns.flatMap(({ index, key }) => (key === null ? [] : [[index, key]])),
  )
  const { index, name, headerRow } = sheet
  return { index, name, headerRow, sheet: sheet.sheet, columns }
}
