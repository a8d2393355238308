import { describe, expect, it } from 'vitest'
import { dayToSerial, plainNumber, serialToDay, serialToTime, styleOfFormat } from './number-format.ts'

describe('styleOfFormat', () => {
  it.each([
    ['yyyy\\-mm\\-dd', { as: 'date', time: false }],
    ['yyyy"年"m"月"', { as: 'date', time: false }],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', { as: 'date', time: false }],
    ['[DBNum1][$-804]yyyy"年"m"月"d"日";@', { as: 'date', time: false }],
    ['yyyy/m/d h:mm;@', { as: 'date', time: true }],
    ['m/d', { as: 'date', time: false }],
    ['mmm', { as: 'date', time: false }],
    ['h:mm AM/PM', { as: 'time' }],
    ['mm:ss.0', { as: 'time' }],
    ['[h]:mm', { as: 'number' }],
    ['General', { as: 'number' }],
    ['0.00%', { as: 'number' }],
    ['#,##0.00_);[Red]\\(#,##0.00\\)', { as: 'number' }],
    ['"day "0', { as: 'number' }],
    ['¥#,##0', { as: 'number' }],
    ['@', { as: 'number' }],
    ['000000', { as: 'padded', width: 6 }],
  ])('takes %s as %j', (code, style) => {
    expect(styleOfFormat(code)).toEqual(style)
  })
})

describe('serialToDay', () => {
  it.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [60, false, null],
    [61, false, '1900-03-01'],
    [46082, false, '2026-03-01'],
    [46082.999, false, '2026-03-01'],
    [2958465, false, '9999-12-31'],
    [2958466, false, null],
    [0, false, null],
    [-1, false, null],
    [Number.NaN, false, null],
    [0, true, '1904-01-01'],
    [44620, true, '2026-03-01'],
  ])('gives for %d (1904: %s) %s', (serial, date1904, day) => {
    expect(serialToDay(serial, date1904)).toBe(day)
  })

  it('is undone by dayToSerial', () => {
    for (const serial of [61, 1000, 36525, 46082, 2958465]) {
      expect(dayToSerial(serialToDay(serial, false)!)).toBe(serial)
    }
    expect(dayToSerial('2026-02-30')).toBeNull()
    expect(dayToSerial('1900-01-01')).toBeNull()
    expect(dayToSerial('2026-2-3')).toBeNull()
  })
})

it('serialToTime rounds to the second and never gives 24 o’clock', () => {
  expect(serialToTime(46082.5)).toBe('12:00:00')
  expect(serialToTime(0.9999999)).toBe('00:00:00')
  expect(serialToTime(0.520833333333333)).toBe('12:30:00')
})

describe('plainNumber', () => {
  it.each([
    ['990101199001010011', '990101199001010011'],
    ['1.1010119900101E+17', '110101199001010000'],
    ['1e21', '1000000000000000000000'],
    ['1.5E-7', '0.00000015'],
    ['-0.5', '-0.5'],
    ['+3', '3'],
    ['007', '7'],
    ['0', '0'],
    ['-0', '0'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['100', '100'],
    ['1234.5600000000001', '1234.56'],
    ['0.1000000000000000055', '0.1'],
    ['-1234.5600000000001', '-1234.56'],
    ['99010119900101001.5', '99010119900101001.5'],
    ['1E+999999', '1E+999999'],
    ['NaN', 'NaN'],
    ['', ''],
  ])('writes %s as %s', (raw, text) => {
    expect(plainNumber(raw)).toBe(text)
  })
})
