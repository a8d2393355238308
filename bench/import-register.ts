import { createWriteStream } from 'node:fs'
import { addDays, makeCertificateNumber, makeIdNumber, type PlainDate, plainDate } from '@zhucan/kernel'
import { createWorkbookWriter } from '@zhucan/sheets'

/** Headers of the bench's register workbook. */
export const header = [
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

/** Writes an invented register of that many holders as a workbook; another edition says another address of everybody. */
async function writeRegister(path: string, persons: number, edition: number): Promise<void> {
  const stream = createWriteStream(path)
  const writer = createWorkbookWriter(stream)
  const sheet = writer.addSheet({ name: '持证残疾人', columns: header.map((text) => ({ header: text })) })
  for (let n = 0; n < persons; n++) await sheet.row(holder(n, edition))
  await sheet.end()
  await writer.finish()
}

function holder(n: number, edition: number): (string | null)[] {
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
    `城关街道东街${n % 900}号${edition === 1 ? '' : `${edition}室`}`,
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

// By another process, so that the memory of the bench is that of the import.
if (import.meta.main)
  await writeRegister(process.argv[2]!, Number(process.argv[3]), Number(process.argv[4] ?? 1))
