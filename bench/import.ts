import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createPool } from '@zhucan/db'
import { addDays, makeCertificateNumber, makeIdNumber, type PlainDate, plainDate } from '@zhucan/kernel'
import { findUser, importTasks } from '@zhucan/server'
import { createWorkbookWriter, openWorkbook } from '@zhucan/sheets'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import { from as copyFrom } from 'pg-copy-streams'
import type { BenchResult } from './bench.ts'

const persons = Number(process.env.ZHUCAN_BENCH_ROWS ?? 200_000)
const clerkRegion = '990101000000'
// The types of fetch do not know yet that a streamed body needs it.
const streaming = { duplex: 'half' } as RequestInit

/** A register of 200,000 rows by 30 columns from upload to applied, beside a plain COPY of the same cells. */
export async function run(): Promise<BenchResult> {
  const office = await testOffice()
  const folder = await mkdtemp(join(tmpdir(), 'zhucan-bench-'))
  try {
    const path = join(folder, 'register.xlsx')
    await writeRegister(path)
    const baseline = await timed(() => plainCopy(office, path))
    const clerk = await openClerk(office)
    const stopWatching = watchMemory()
    const phases = await importOnce(clerk, path)
    const again = await importOnce(clerk, path)
    const counts = await clerk.counts(phases.id)
    if (counts.new !== persons) throw new Error(`took in ${counts.new} of ${persons} rows`)
    if ((await clerk.counts(again.id)).unchanged !== persons)
      throw new Error('the second time is not unchanged')
    return {
      ours: total(phases),
      baseline,
      unit: 's',
      baselineIs:
        'the same cells read by the same reader and copied as text into one table without index or check',
      figures: {
        rows: persons,
        'upload s': phases.upload,
        'recognise s': phases.read,
        'check s': phases.check,
        'apply s': phases.apply,
        'second time (all unchanged) s': total(again),
        'peak RSS MB of this process': stopWatching(),
      },
    }
  } finally {
    await office.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const total = (phases: { upload: number; read: number; check: number; apply: number }): number =>
  phases.upload + phases.read + phases.check + phases.apply

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** Sampled beside the work, from when the workbook and the baseline are done. */
function watchMemory(): () => number {
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 50)
  return () => {
    clearInterval(timer)
    return Math.round(peak / 1024 / 1024)
  }
}

async function openClerk(office: TestOffice) {
  const who = await office.user('data-clerk', clerkRegion)
  const { call } = await office.signIn(who)
  const work = async (job: 'import-read' | 'import-check' | 'import-apply', importId: string) =>
    importTasks[job](office.server, { importId }, await findUser(office.server, who.id))
  const get = async (id: string) => (await call(`/api/v1/imports/${id}`)).json()
  return { call, work, get, counts: async (id: string) => (await get(id)).counts as Record<string, number> }
}

async function importOnce(clerk: Awaited<ReturnType<typeof openClerk>>, path: string) {
  let id = ''
  const upload = await timed(async () => {
    const headers = { 'x-file-name': 'register.xlsx', 'x-again': 'yes' }
    const body = Readable.toWeb(createReadStream(path)) as ReadableStream
    const answer = await clerk.call('/api/v1/imports', { method: 'POST', body, headers, ...streaming })
    id = (await answer.json()).id
  })
  const read = await timed(() => clerk.work('import-read', id))
  const check = await timed(async () => {
    const { fileType, sheets } = await clerk.get(id)
    await clerk.call(`/api/v1/imports/${id}/mapping`, {
      method: 'PUT',
      json: { fileType, sheets: sheets.map(asMapped) },
    })
    await clerk.work('import-check', id)
  })
  const apply = await timed(async () => {
    await clerk.call(`/api/v1/imports/${id}/apply`, { json: { mode: 'good-rows' } })
    await clerk.work('import-apply', id)
  })
  const { state, problem } = await clerk.get(id)
  if (state !== 'done') throw new Error(`the import ended ${state} ${problem?.code}`)
  return { id, upload, read, check, apply }
}

function asMapped(sheet: {
  index: number
  name: string
  headerRow: number
  columns: { index: number; key: string }[]
}) {
  const columns = Object.fromEntries(
    sheet.columns.filter(({ key }) => key).map(({ index, key }) => [index, key]),
  )
  return { index: sheet.index, name: sheet.name, headerRow: sheet.headerRow, columns }
}

async function plainCopy(office: TestOffice, path: string): Promise<void> {
  const pool = createPool(office.database.ownerUrl, { max: 1 })
  const client = await pool.connect()
  const columns = Array.from({ length: header.length }, (_, n) => `c${n} text`).join(', ')
  await client.query(`create table plain_copy (${columns})`)
  const workbook = await openWorkbook(path)
  const lines = async function* () {
    let block = ''
    for await (const { cells } of workbook.rows(0)) {
      block += `${header.map((_, n) => cells[n]?.text.replaceAll('\\', '\\\\') ?? '\\N').join('\t')}\n`
      if (block.length < 64_000) continue
      yield block
      block = ''
    }
    yield block
  }
  await pipeline(Readable.from(lines()), client.query(copyFrom('copy plain_copy from stdin')))
  await workbook.close()
  client.release()
  await pool.query('drop table plain_copy')
  await pool.end()
}

const header = [
  '姓名',
  '性别',
  '出生日期',
  '民族',
  '身份证号',
  '残疾人证号',
  '残疾类别',
  '残疾等级',
  '发证日期',
  '有效期至',
  '证件状态',
  '户籍地',
  '居住地',
  '地址',
  '联系电话',
  '户编号',
  '与户主关系',
  '户口性质',
  '监护人姓名',
  '监护人电话',
  '与监护人关系',
  '婚姻状况',
  '文化程度',
  '就业状况',
  '开户银行',
  '银行账号',
  '生活自理能力',
  '评定机构',
  '备注',
  '多重残疾构成',
]
const firstBirth = '1930-01-01' as PlainDate

async function writeRegister(path: string): Promise<void> {
  const stream = createWriteStream(path)
  const writer = createWorkbookWriter(stream)
  const sheet = writer.addSheet({ name: '持证残疾人', columns: header.map((text) => ({ header: text })) })
  for (let n = 0; n < persons; n++) await sheet.row(holder(n))
  await sheet.end()
  await writer.finish()
}

function holder(n: number): (string | null)[] {
  const birth = plainDate(addDays(firstBirth, n % 30_000))
  const sequence = Math.floor(n / 30_000) * 20 + (n % 20)
  const id = makeIdNumber('990101', birth, sequence)
  const village = n % 2 === 0 ? '990101001001' : '虚构省/甲市/清河县/城关街道/李家村'
  const level = ((n % 4) + 1) as 1 | 2 | 3 | 4
  return [
    `虚${String.fromCodePoint(0x4e00 + (n % 15_000))}${String.fromCodePoint(0x4e00 + (Math.floor(n / 15_000) % 15_000))}`,
    sequence % 2 === 1 ? '男' : '女',
    birth,
    '汉族',
    id,
    makeCertificateNumber(id, 'physical', level),
    '肢体',
    ['一级', '二级', '三级', '四级'][level - 1]!,
    '2021-05-06',
    '2031-05-05',
    '有效',
    village,
    village,
    `城关街道东街${n % 900}号`,
    `138${String(n).padStart(8, '0')}`,
    `H${Math.floor(n / 2)}`,
    n % 2 === 0 ? '户主' : '配偶',
    '农业',
    n % 3 === 0 ? '监护人甲' : null,
    n % 3 === 0 ? `139${String(n).padStart(8, '0')}` : null,
    n % 3 === 0 ? '父母' : null,
    '已婚',
    '初中',
    '未就业',
    '虚构银行',
    `99${String(n).padStart(14, '0')}`,
    '部分自理',
    '虚构县人民医院',
    n % 5 === 0 ? '低收入家庭' : null,
    null,
  ]
}
