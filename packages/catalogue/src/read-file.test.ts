import { makeCertificateNumber, makeIdNumber, type PlainDate, plainDate } from '@zhucan/kernel'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { Cell } from './cell.ts'
import { defineFile } from './define-file.ts'
import { deathsFile, twoSubsidiesPaymentFile as paymentFile, registerFile } from './file-exports.ts'
import { files } from './file-list.ts'
import { type HeaderMap, mapHeaders } from './header-map.ts'
import { compileReader, isBlankRow, isFooterRow, readRow } from './read-file.ts'
import { ownNumber } from './row-checks.ts'
import type { NumberValue } from './row-values.ts'

const day = plainDate('2026-11-21')
const id18 = makeIdNumber('990101', plainDate('1968-03-12'), 201)
const holders = registerFile.sheets.holders
const payments = paymentFile.sheets.rows
const text = (value: string): Cell => ({ text: value, kind: 'text' })
const number = (value: string): Cell => ({ text: value, kind: 'number' })

/** Reads one cell as the given column of the register. */
function readHolder(column: keyof typeof holders.columns, cell: Cell | null) {
  const { values, faults } = readRow(holders, { [column]: 0 }, [cell], { day })
  return { value: values[column], faults: faults.map(({ code }) => code) }
}

describe('number cells', () => {
  it.each(['990101196803122000', '9.90101196803122E+17', '9901011968031220', '990101196803122000.0'])(
    '%s in an ID column has lost its end',
    (raw) => {
      const { value, faults } = readHolder('idNumber', number(raw))
      expect(faults).toEqual(['id.numeric-cell'])
      expect(value).toMatchObject({ id18: null, usable: false, kind: 'none' })
    },
  )

  it('are whole up to fifteen digits', () => {
    const id15 = id18.slice(0, 6) + id18.slice(8, 17)
    expect(readHolder('idNumber', number(id15))).toMatchObject({ value: { id18, usable: true }, faults: [] })
    expect(readHolder('idNumber', number(`${id15[0]}.${id15.slice(1)}E14`))).toMatchObject({
      value: { id18 },
      faults: [],
    })
  })

  it('of the same digits as text are a right ID', () => {
    expect(readHolder('idNumber', text(id18))).toMatchObject({ value: { id18, usable: true }, faults: [] })
  })

  it('are written out for phones, dates and levels', () => {
    expect(readHolder('phone', number('1.3800000001E10'))).toEqual({ value: '13800000001', faults: [] })
    expect(readHolder('birth', number('25000'))).toEqual({ value: '1968-06-11', faults: [] })
    expect(readHolder('birth', number('19680312'))).toEqual({ value: '1968-03-12', faults: [] })
    expect(readHolder('level', number('2.0'))).toEqual({ value: 2, faults: [] })
    expect(readHolder('householdNumber', number('1024.0'))).toEqual({ value: '1024', faults: [] })
  })

  it('lose the end of bank accounts too', () => {
    expect(readHolder('bankAccount', number('6217990000000000000')).faults).toEqual(['id.numeric-cell'])
    expect(readHolder('bankAccount', text('6217990000000000001')).faults).toEqual([])
  })
})

describe('blank cells', () => {
  it.each([null, text(''), text('  '), text('无'), text('-'), text('/'), text('不详')])(
    '%j is a missing name',
    (cell) => {
      expect(readHolder('name', cell)).toEqual({ value: null, faults: ['name.missing'] })
    },
  )

  it('are no fault where the column may be blank', () => {
    for (const key of Object.keys(holders.columns) as (keyof typeof holders.columns)[]) {
      if ('required' in holders.columns[key]) continue
      expect(readHolder(key, null), key).toEqual({ value: null, faults: [] })
    }
  })

  it('differ from columns that the file does not have', () => {
    const { values } = readRow(holders, { name: 0, phone: 1 }, [text('王小明')], { day })
    expect(values).toEqual({ name: '王小明', phone: null })
    expect('address' in values).toBe(false)
  })

  it('of the ID are filled by the certificate number', () => {
    const map = mapHeaders(payments, ['姓名', '身份证号', '残疾证号', '月份'])
    const certificate = makeCertificateNumber(id18, 'physical', 2)
    const { values, faults } = readRow(
      payments,
      map,
      [text('王小明'), null, text(certificate), text('202610')],
      { day },
    )
    expect(faults).toEqual([])
    expect(ownNumber(values)?.id18).toBe(id18)
  })
})

describe('cells of other kinds', () => {
  it('of a formula that failed are named as such', () => {
    expect(readHolder('name', { text: '#REF!', kind: 'error' })).toEqual({
      value: null,
      faults: ['cell.formula-error'],
    })
  })

  it('of dates, formulas and switches read like text', () => {
    expect(readHolder('birth', { text: '1968-03-12', kind: 'date' })).toEqual({
      value: '1968-03-12',
      faults: [],
    })
    expect(readHolder('sex', { text: '男', kind: 'formula' })).toEqual({ value: 'male', faults: [] })
    const { values } = readRow(
      registerFile.sheets.family,
      { isCarer: 0 },
      [{ text: 'TRUE', kind: 'boolean' }],
      { day },
    )
    expect(values.isCarer).toBe(true)
  })
})

describe('single cells', () => {
  it.each([
    ['phone', '138 0000-0001', '13800000001', []],
    ['phone', '+8613800000001', '13800000001', []],
    ['phone', '0990-1234567、13800000001', '09901234567', []],
    ['phone', '12345', '12345', ['phone.invalid']],
    ['sex', '男女', null, ['sex.unknown']],
    ['category', '肢残', 'physical', []],
    ['category', '其他残疾', null, ['category.unknown']],
    ['level', '五级', null, ['level.unknown']],
    ['certificateState', '已注销', 'cancelled', []],
    ['certificateState', '飞了', null, ['value.not-in-list']],
    ['relationToHead', '户 主', 'head', []],
    ['birth', '2026-11-22', '2026-11-22', ['date.future']],
    ['validTo', '2036-11-22', '2036-11-22', []],
    ['name', '王3', '王3', ['name.characters']],
    ['name', '王**', '王**', ['name.lost-character']],
    ['notes', 'x'.repeat(1001), 'x'.repeat(1000), ['value.too-long']],
  ] as const)('%s %s', (column, raw, value, faults) => {
    expect(readHolder(column, text(raw))).toEqual({ value, faults })
  })

  it.each([
    ['是', true],
    ['已竣工', true],
    ['√', true],
    ['否', false],
    ['未完成', false],
    ['尚未开工', false],
    ['正在改造', false],
    ['未知', null],
  ])('a yes or no: %s', (raw, value) => {
    const { values, faults } = readRow(registerFile.sheets.family, { isCarer: 0 }, [text(raw)], { day })
    expect([values.isCarer, faults]).toEqual([value, []])
  })

  it('checks the prefix when it is told the regions', () => {
    const options = { day, isKnownPrefix: (six: string) => six === '990102' }
    const { faults } = readRow(holders, { idNumber: 0 }, [text(id18)], options)
    expect(faults).toEqual([{ column: 'idNumber', code: 'id.prefix' }])
  })

  it('joins the levels of a region and skips blank ones', () => {
    const map = { hukouRegion: [2, 0, 1] }
    const { values } = readRow(holders, map, [null, text('柳河村'), text('秦山县')], { day })
    expect(values.hukouRegion).toBe('秦山县/柳河村')
    expect(readRow(holders, map, [], { day }).faults).toEqual([
      { column: 'hukouRegion', code: 'region.missing' },
    ])
  })

  it('takes a text for all rows from the map', () => {
    const read = compileReader(
      payments,
      { month: { always: '202610' }, subsidy: { always: '护理补贴' } },
      { day },
    )
    expect(read([]).values).toEqual({ month: 202610, subsidy: 'nursing' })
  })
})

describe('cells that contradict each other', () => {
  const check = (cells: Partial<Record<keyof typeof holders.columns, string>>) => {
    const keys = Object.keys(cells)
    const map = Object.fromEntries(keys.map((key, index) => [key, index]))
    const { faults } = readRow(holders, map, Object.values(cells).map(text), { day })
    return faults.map(({ column, code }) => `${column} ${code}`)
  }
  const certificateNumber = makeCertificateNumber(id18, 'physical', 2)

  it('are told at the number', () => {
    expect(check({ sex: '女', idNumber: id18 })).toEqual(['idNumber id.sex-differs'])
    expect(check({ idNumber: id18, birth: '1968-03-13' })).toEqual(['idNumber id.birth-differs'])
    expect(check({ sex: '女', certificateNumber })).toEqual(['certificateNumber id.sex-differs'])
    expect(check({ certificateNumber, category: '视力', level: '1' })).toEqual([
      'certificateNumber certificate.category-differs',
      'certificateNumber certificate.level-differs',
    ])
    const other = makeIdNumber('990101', plainDate('1968-03-12'), 203)
    expect(check({ idNumber: other, certificateNumber })).toEqual([
      'certificateNumber certificate.id-differs',
    ])
  })

  it('compare a birth of month precision by the month', () => {
    expect(check({ idNumber: id18, birth: '196803' })).toEqual([])
    expect(check({ idNumber: id18, birth: '1968-03-01' })).toEqual(['idNumber id.birth-differs'])
    expect(check({ idNumber: id18, birth: '196804' })).toEqual(['idNumber id.birth-differs'])
  })

  it('do not when all agree', () => {
    expect(
      check({
        sex: '男',
        birth: '19680312',
        idNumber: id18,
        certificateNumber,
        category: '4',
        level: '二级',
      }),
    ).toEqual([])
    expect(check({ issuedOn: '2020-01-01', validTo: '2020-01-01' })).toEqual([])
  })

  it('know when a certificate ends before it begins', () => {
    expect(check({ issuedOn: '2020-01-02', validTo: '2020-01-01' })).toEqual(['validTo certificate.validity'])
  })
})

describe('rows around the data', () => {
  it('are blank', () => {
    expect(isBlankRow([])).toBe(true)
    expect(isBlankRow([null, text(' ')])).toBe(true)
    expect(isBlankRow([null, text('0')])).toBe(false)
  })

  it('are totals and signatures', () => {
    expect(isFooterRow([text('合计'), null, text('540')])).toBe(true)
    expect(isFooterRow([text('填表人：王'), text('审核人：李')])).toBe(true)
    expect(isFooterRow([text('1'), text('合计')])).toBe(false)
    expect(isFooterRow([text('注小明'), text(id18)])).toBe(false)
    expect(isFooterRow([])).toBe(false)
  })
})

describe('definitions', () => {
  const head = {
    id: 'x',
    title: { zh: '甲', en: 'X' },
    department: { zh: '甲', en: 'X' },
    legalBasis: { zh: '甲', en: 'X' },
    permittedUse: { zh: '甲', en: 'X' },
    retentionDays: 1,
    subject: 'person',
    feeds: [],
    hints: [],
  } as const
  const column = { label: { zh: '甲', en: 'X' }, kind: 'text', aliases: ['乙'] } as const

  it('may not let one header mean two columns', () => {
    const second = { label: { zh: '丙', en: 'Y' }, kind: 'text', aliases: [' 乙 '] } as const
    expect(() => defineFile({ ...head, columns: { a: column, b: second } })).toThrow('catalogue.invalid')
    expect(defineFile({ ...head, columns: { a: column } }).sheets.rows.columns.a).toBe(column)
  })

  it('may not have a choice without choices', () => {
    expect(() => defineFile({ ...head, columns: { a: { ...column, kind: 'choice' } } })).toThrow(
      'catalogue.invalid',
    )
  })

  it('give each column its type', () => {
    const { values } = readRow(deathsFile.sheets.rows, {}, [], { day })
    expectTypeOf(values.diedOn).toEqualTypeOf<PlainDate | null | undefined>()
    expectTypeOf(values.idNumber).toEqualTypeOf<NumberValue | null | undefined>()
    expectTypeOf(values.source).toEqualTypeOf<
      'cremation' | 'cancellation' | 'certificate' | 'report' | null | undefined
    >()
    const payment = readRow(payments, {}, [], { day }).values
    expectTypeOf(payment.amount).toEqualTypeOf<bigint | null | undefined>()
    expectTypeOf(payment.month).toEqualTypeOf<number | null | undefined>()
  })
})

describe('any cells at all', () => {
  const someText = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(...'0123456789.-/年月日XxBeE+ 无%￥元万') }),
    fc.constantFrom(id18, '男', '肢体', '二级', '2026-02-03', '#N/A', '__proto__'),
  )
  const kind = fc.constantFrom<Cell['kind']>('text', 'number', 'date', 'boolean', 'error', 'formula')
  const cell = fc.option(fc.record({ text: someText, kind }))

  it('never make a reader throw, and every fault names a column of the sheet', () => {
    const sheets = files.flatMap((file) => Object.values(file.sheets))
    const readers = sheets.map((sheet) => {
      const map: HeaderMap = Object.fromEntries(Object.keys(sheet.columns).map((key, index) => [key, index]))
      return { sheet, read: compileReader(sheet, map, { day }) }
    })
    fc.assert(
      fc.property(
        fc.constantFrom(...readers),
        fc.array(cell, { maxLength: 32 }),
        ({ sheet, read }, cells) => {
          const first = read(cells)
          for (const { column } of first.faults) expect(sheet.columns).toHaveProperty(column)
          expect(read(cells)).toEqual(first)
        },
      ),
      { numRuns: 500 },
    )
  })
})
