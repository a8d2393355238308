import { expect, it } from 'vitest'
import { plainCode, plainDigitsOfDate, plainPhone, plainText, skeletonOf, soundOf } from './read-generic.ts'

it.each([
  ['  Müller-Lüdenscheidt ', 'muller ludenscheidt'],
  ['O’Brien', 'o brien'],
  ['张 伟', '张伟'],
])('text %j is %j', (raw, text) => expect(plainText(raw)).toBe(text))

it.each([
  ['robert', 'r163'],
  ['rupert', 'r163'],
  ['ashcraft', 'a261'],
  ['tymczak', 't522'],
  ['lee', 'l000'],
])('%s sounds %s', (word, sound) => expect(soundOf(word)).toBe(sound))

it.each([
  ['19151111', '19151111'],
  ['1915-11-11', '19151111'],
  ['1835-81-01', '18358101'],
  ['31/12/1980', '19801231'],
  ['1980-12-31 00:00:00', '19801231'],
  ['1951-10', '19511001'],
  ['unknown', ''],
])('date %s is %j', (raw, digits) => expect(plainDigitsOfDate(raw)).toBe(digits))

it('reads codes, telephones and skeletons', () => {
  expect(plainCode(' ts19 0sh ')).toBe('TS190SH')
  expect(plainCode('4223.0')).toBe('4223')
  expect(plainPhone('+86 138-0013-8000')).toBe('13800138000')
  expect(skeletonOf('stockton')).toBe('stcktn')
})
