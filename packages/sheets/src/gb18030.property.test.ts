import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeGb18030 } from './gb18030.ts'

const decode = (bytes: Buffer) => new TextDecoder('gb18030', { fatal: true }).decode(bytes)

// Private-use characters are nobody's names; the standard gives some of their codes to real ones.
const isReal = (text: string) => !/[\ue000-\uf8ff\ufffd]/.test(text)

it('is read back as it was, for any well-formed text', () => {
  const texts = fc.string({ unit: 'binary' }).filter(isReal)
  fc.assert(fc.property(texts, (text) => decode(encodeGb18030(text)) === text))
})

it('covers every character of the plane of common ones', () => {
  const characters = Array.from({ length: 0xffff }, (_, i) => String.fromCharCode(i + 1)).filter(
    (character) => character.isWellFormed() && isReal(character),
  )
  const text = characters.join('')
  const lost = [...decode(encodeGb18030(text))].filter((character, i) => character !== text[i])
  expect(characters.length).toBe(65_535 - 2_048 - 6_400 - 1)
  expect(lost).toEqual([])
})

it('writes common and rare characters as the standard does', () => {
  expect(encodeGb18030('中').toString('hex')).toBe('d6d0')
  expect(encodeGb18030('€').toString('hex')).toBe('a2e3')
  expect(encodeGb18030('\u9fb4').toString('hex')).toBe('fe59')
  expect(encodeGb18030('𬀩').toString('hex')).toBe('99318739')
})
