import fc from 'fast-check'
import { expect, it } from 'vitest'
import { categories, type Level } from './category.ts'
import { makeIdNumber, normaliseNumber, upgradeId15 } from './id-number.ts'
import { formatCertificate, inspectIdentity, isUsable, makeCertificateNumber } from './identity.ts'
import { addDays, dayNumber, plainDate } from './plain-date.ts'

const day = plainDate('2026-11-21')
const first = plainDate('1900-01-01')
const birthDay = fc
  .integer({ min: 0, max: dayNumber(day) - dayNumber(first) })
  .map((days) => addDays(first, days))
const prefix = fc.integer({ min: 0, max: 9999 }).map((n) => `99${String(n).padStart(4, '0')}`)
const parts = fc.record({ prefix, birth: birthDay, sequence: fc.integer({ min: 0, max: 999 }) })
const idNumber = parts.map((part) => makeIdNumber(part.prefix, part.birth, part.sequence))
const certificate = fc.record({
  id18: idNumber,
  category: fc.constantFrom(...categories.map(({ code }) => code)),
  level: fc.constantFrom<Level>(1, 2, 3, 4),
  reissue: fc.integer({ min: 0, max: 99 }),
})

it('a made ID always inspects clean, with its own birth and sex', () => {
  fc.assert(
    fc.property(parts, ({ prefix, birth, sequence }) => {
      const id18 = makeIdNumber(prefix, birth, sequence)
      const sex = sequence % 2 === 1 ? 'male' : 'female'
      const read = inspectIdentity(id18, { day, birth, sex })
      expect(read).toEqual({ kind: 'id18', id18, certificate: null, birth, sex, faults: [] })
    }),
  )
})

it('any single wrong digit makes the number unusable', () => {
  fc.assert(
    fc.property(
      idNumber,
      fc.integer({ min: 0, max: 16 }),
      fc.integer({ min: 1, max: 9 }),
      (id18, place, shift) => {
        const digit = (Number(id18[place]) + shift) % 10
        const changed = id18.slice(0, place) + digit + id18.slice(place + 1)
        const read = inspectIdentity(changed, { day })
        expect(read.faults).toContain('id.check')
        expect(isUsable(read)).toBe(false)
      },
    ),
  )
})

it('two neighbouring digits changed about are caught', () => {
  fc.assert(
    fc.property(idNumber, fc.integer({ min: 0, max: 15 }), (id18, place) => {
      fc.pre(id18[place] !== id18[place + 1])
      const changed = id18.slice(0, place) + id18[place + 1] + id18[place] + id18.slice(place + 2)
      expect(inspectIdentity(changed, { day }).faults).toContain('id.check')
    }),
  )
})

it('15 digits come back as the 18 they were cut from', () => {
  const of1900s = parts.filter(({ birth, sequence }) => birth < '2000-01-01' && sequence < 996)
  fc.assert(
    fc.property(of1900s, ({ prefix, birth, sequence }) => {
      const id18 = makeIdNumber(prefix, birth, sequence)
      const id15 = id18.slice(0, 6) + id18.slice(8, 17)
      expect(upgradeId15(id15)).toBe(id18)
      expect(inspectIdentity(id15, { day })).toMatchObject({ kind: 'id15', id18, faults: [] })
    }),
  )
})

it('a certificate number comes back with category, level and re-issue', () => {
  fc.assert(
    fc.property(certificate, ({ id18, category, level, reissue }) => {
      const number = makeCertificateNumber(id18, category, level, reissue)
      expect([20, 22, 23]).toContain(number.length)
      const read = inspectIdentity(number, { day })
      expect(read).toMatchObject({ kind: 'certificate', id18, faults: [] })
      expect(read.certificate).toEqual({ base20: number.slice(0, 20), category, level, reissue })
      expect(read.certificate && formatCertificate(read.certificate)).toBe(number)
    }),
  )
})

const fullWidth = (text: string) =>
  text.replaceAll(/[0-9A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
const mess = fc.constantFrom(' ', '　', '\t', '\u00a0', '\u200b', "'", '’', '-', '—', '.', '\ufeff')

it('the ways people write one number all read as the same', () => {
  const written = fc.record({
    certificate,
    isWide: fc.boolean(),
    isLower: fc.boolean(),
    places: fc.array(fc.tuple(fc.nat(22), mess), { maxLength: 6 }),
  })
  fc.assert(
    fc.property(written, ({ certificate, isWide, isLower, places }) => {
      const number = makeCertificateNumber(
        certificate.id18,
        certificate.category,
        certificate.level,
        certificate.reissue,
      )
      let raw = isWide ? fullWidth(number) : number
      if (isLower) raw = raw.toLowerCase()
      for (const [place, sign] of places) raw = raw.slice(0, place) + sign + raw.slice(place)
      // A tail of only dot and zeros reads as a decimal written by a table tool.
      fc.pre(!/\.0+[\s\p{Cf}]*$/u.test(raw.normalize('NFKC')))
      expect(normaliseNumber(raw)).toBe(number)
      expect(inspectIdentity(raw, { day })).toEqual(inspectIdentity(number, { day }))
    }),
  )
})

it('normalising twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."0123456789xXbB .-'’　０９ｘ×\u200b") }), (raw) => {
      const once = normaliseNumber(raw)
      fc.pre(!/\.0+\s*$/.test(raw.normalize('NFKC')))
      expect(normaliseNumber(once)).toBe(once)
    }),
  )
})

const numberLike = fc.string({ unit: fc.constantFrom(...'0123456789XxBb*.eE+- 无１２Ｘ'), maxLength: 26 })

it('never throws, and a usable number is always 18 characters with a right check', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), numberLike), (raw) => {
      const read = inspectIdentity(raw, { day })
      if (read.kind === 'none') expect(read.faults).toHaveLength(1)
      if (isUsable(read)) expect(inspectIdentity(read.id18, { day }).faults).not.toContain('id.check')
      if (read.certificate) expect(read.certificate.base20).toHaveLength(20)
    }),
    { numRuns: 1000 },
  )
})
