import { describe, expect, it } from 'vitest'
import { checkCharacter, makeIdNumber, normaliseNumber, upgradeId15 } from './id-number.ts'
import { formatCertificate, inspectIdentity, isUsable, makeCertificateNumber } from './identity.ts'
import { plainDate } from './plain-date.ts'
import { isProblem } from './problem.ts'

const day = plainDate('2026-11-21')
// Published examples of GB 11643; no living persons.
const female1949 = '11010519491231002X'
const male1901 = '370101190102039973'
const inspect = (raw: string) => inspectIdentity(raw, { day })

describe('check character', () => {
  it.each([female1949, male1901])('of %s is as published', (id) => {
    expect(checkCharacter(id.slice(0, 17))).toBe(id[17])
    expect(inspect(id).faults).toEqual([])
  })

  it('is asked for 17 digits only', () => {
    for (const wrong of ['', '123', '1234567890123456X', '123456789012345678']) {
      expect(() => checkCharacter(wrong)).toThrow(expect.objectContaining({ code: 'id.invalid' }))
    }
  })
})

describe('a whole ID', () => {
  it('gives birth and sex', () => {
    expect(inspect(female1949)).toEqual({
      kind: 'id18',
      id18: female1949,
      certificate: null,
      birth: '1949-12-31',
      sex: 'female',
      faults: [],
    })
    expect(inspect(male1901)).toMatchObject({ birth: '1901-02-03', sex: 'male' })
  })

  it.each([
    ['lower-case x', '11010519491231002x'],
    ['full-width', '１１０１０５１９４９１２３１００２Ｘ'],
    ['blanks', ' 110105 19491231 002X\t'],
    ['ideographic blank', '110105　19491231002X'],
    ['apostrophe of a spreadsheet', "'11010519491231002X"],
    ['typographic quotes', '‘11010519491231002X’'],
    ['dashes', '110105-19491231-002X'],
    ['zero-width signs', '\ufeff110105\u200b19491231002X'],
    ['multiplication sign as X', '11010519491231002×'],
    ['Cyrillic Х', '11010519491231002Х'],
  ])('is read with %s', (_what, raw) => {
    expect(inspect(raw)).toMatchObject({ id18: female1949, faults: [] })
    expect(normaliseNumber(raw)).toBe(female1949)
  })

  it('is read from a table tool that wrote it as a decimal', () => {
    expect(inspect('370101190102039973.0')).toMatchObject({ id18: male1901, faults: [] })
  })
})

describe('faults of an ID', () => {
  it.each([
    ['', 'id.missing'],
    ['  ', 'id.missing'],
    ['无', 'id.missing'],
    ['暂无', 'id.missing'],
    ['/', 'id.missing'],
    ['N/A', 'id.missing'],
    ['1101051949123100', 'id.length'],
    ['1101051949123100211', 'id.length'],
    ['12345678', 'id.length'],
    ['11010519491231O02X', 'id.characters'],
    ['护照E12345678', 'id.characters'],
    ['1101051949123100X2', 'id.characters'],
    ['X1010519491231002X', 'id.characters'],
    ['11010549123100X', 'id.characters'],
    ['110105********002X', 'id.masked'],
    ['1101**', 'id.masked'],
    ['1.10105194912310E+17', 'id.numeric-cell'],
    ['1.10105E17', 'id.numeric-cell'],
  ])('%j is %s', (raw, code) => {
    expect(inspect(raw)).toEqual({
      kind: 'none',
      id18: null,
      certificate: null,
      birth: null,
      sex: null,
      faults: [code],
    })
  })

  it('a wrong last digit keeps the number readable but not usable', () => {
    const read = inspect('110105194912310021')
    expect(read).toMatchObject({ id18: '110105194912310021', birth: '1949-12-31', faults: ['id.check'] })
    expect(isUsable(read)).toBe(false)
    expect(isUsable(inspect(female1949))).toBe(true)
  })

  it.each(['19490231', '19491301', '19490001', '19230229', '00000101', '17991231'])(
    'born on %s cannot be',
    (digits) => {
      const first17 = `990101${digits}001`
      const read = inspect(first17 + checkCharacter(first17))
      expect(read).toMatchObject({ kind: 'id18', id18: null, birth: null, faults: ['id.date'] })
    },
  )

  it('a birth after the day of the check is in the future, one on the day is not', () => {
    expect(inspect(makeIdNumber('990101', plainDate('2026-11-22'), 1)).faults).toEqual(['id.future'])
    expect(inspect(makeIdNumber('990101', day, 1)).faults).toEqual([])
  })

  it('says when sex or birth of the row differ', () => {
    expect(inspectIdentity(female1949, { day, sex: 'male' }).faults).toEqual(['id.sex-differs'])
    expect(inspectIdentity(female1949, { day, birth: plainDate('1949-12-30') }).faults).toEqual([
      'id.birth-differs',
    ])
    expect(
      inspectIdentity(female1949, { day, sex: 'female', birth: plainDate('1949-12-31') }).faults,
    ).toEqual([])
  })

  it('says when the prefix was never a region', () => {
    const isKnownPrefix = (six: string) => six === '110105'
    expect(inspectIdentity(female1949, { day, isKnownPrefix }).faults).toEqual([])
    expect(inspectIdentity(male1901, { day, isKnownPrefix }).faults).toEqual(['id.prefix'])
  })
})

describe('an old ID of 15 digits', () => {
  it('is upgraded', () => {
    expect(inspect('110105491231002')).toMatchObject({ kind: 'id15', id18: female1949, faults: [] })
  })

  it('of sequence 996 to 999 was kept for people born in the 1800s', () => {
    expect(upgradeId15('990101880203996').slice(6, 14)).toBe('18880203')
    expect(upgradeId15('990101880203995').slice(6, 14)).toBe('19880203')
  })

  it('may hold an impossible day', () => {
    expect(inspect('110105490231002')).toMatchObject({ id18: null, faults: ['id.date'] })
  })
})

describe('a certificate number', () => {
  it('holds ID, category and level', () => {
    expect(inspect(`${female1949}43`)).toMatchObject({
      kind: 'certificate',
      id18: female1949,
      certificate: { base20: `${female1949}43`, category: 'physical', level: 3, reissue: 0 },
      faults: [],
    })
  })

  it('digit 1 is vision and 2 is hearing, whatever some pages say', () => {
    expect(inspect(`${female1949}11`).certificate?.category).toBe('vision')
    expect(inspect(`${female1949}21`).certificate?.category).toBe('hearing')
  })

  it.each([
    ['B1', 1],
    ['b2', 2],
    ['B12', 12],
    [' B3', 3],
    ['Ｂ９９', 99],
  ])('with suffix %s was re-issued %i times', (suffix, reissue) => {
    const { certificate, faults } = inspect(`${female1949}43${suffix}`)
    expect(faults).toEqual([])
    expect(certificate?.reissue).toBe(reissue)
    expect(certificate && formatCertificate(certificate)).toBe(`${female1949}43B${reissue}`)
  })

  it.each([
    ['83', ['certificate.category']],
    ['03', ['certificate.category']],
    ['45', ['certificate.level']],
    ['40', ['certificate.level']],
    ['43B0', ['certificate.suffix']],
    ['43B01', ['certificate.suffix']],
    ['43B100', ['certificate.suffix']],
    ['43B', ['certificate.suffix']],
    ['431', ['certificate.suffix']],
    ['43B1X', ['certificate.suffix']],
    ['99B0', ['certificate.category', 'certificate.level', 'certificate.suffix']],
  ])('ending in %s is wrong, but the person is still known', (end, faults) => {
    expect(inspect(female1949 + end)).toMatchObject({
      kind: 'certificate',
      id18: female1949,
      certificate: null,
      faults,
    })
  })

  it('tells faults of the ID inside it', () => {
    expect(inspect('11010519491231002143').faults).toEqual(['id.check'])
    expect(inspect('11010519490231002X43')).toMatchObject({ id18: null, faults: ['id.date', 'id.check'] })
  })

  it('is made from its parts', () => {
    expect(makeCertificateNumber(female1949, 'multiple', 1, 2)).toBe(`${female1949}71B2`)
  })
})

describe('makeIdNumber', () => {
  it('refuses parts that cannot be', () => {
    for (const [prefix, sequence] of [
      ['99010', 1],
      ['99010a', 1],
      ['990101', 1000],
      ['990101', -1],
      ['990101', 1.5],
    ] as const) {
      let caught: unknown
      try {
        makeIdNumber(prefix, day, sequence)
      } catch (error) {
        caught = error
      }
      expect(isProblem(caught, 'id.invalid')).toBe(true)
    }
  })
})
