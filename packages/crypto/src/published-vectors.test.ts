import { createCipheriv } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hmacSm3, sm3 } from './sm3.ts'
import { sm4Ctr } from './sm4-ctr.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

function mac(key: Uint8Array, message: Uint8Array): string {
  const prepared = hmacSm3(key, 256)
  prepared.room.set(message)
  return Buffer.from(prepared.of(message.length), 'latin1').toString('hex')
}

describe('SM3, GB/T 32905-2016 annex A', () => {
  test.each([
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
  ])('%s', (message, digest) => {
    expect(sm3(message).toString('hex')).toBe(digest)
  })
})

describe('HMAC-SM3, GM/T 0042-2015 annex D', () => {
  const upTo = (n: number) => Buffer.from(Array.from({ length: n }, (_, i) => i + 1))
  test.each([
    [
      upTo(32),
      Buffer.from('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'.repeat(2)),
      'ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a',
    ],
    [upTo(37), Buffer.alloc(50, 0xcd), '220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae'],
    [
      Buffer.alloc(32, 0x0b),
      Buffer.from('Hi There'),
      'c0ba18c68b90c88bc07de794bfc7d2c8d19ec31ed8773bc2b390c9604e0be11e',
    ],
    [
      Buffer.from('Jefe'),
      Buffer.from('what do ya want for nothing?'),
      '2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882',
    ],
  ])('case %#', (key, message, digest) => {
    expect(mac(key, message)).toBe(digest)
  })
})

describe('SM4', () => {
  const key = hex('0123456789abcdeffedcba9876543210')

  test('one block, GB/T 32907-2016 annex A', () => {
    const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false)
    expect(cipher.update(key).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246')
  })

  test('counter mode, draft-ribose-cfrg-sm4 A.2.5', () => {
    const plain = hex(
      `aaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbb cccccccccccccccc dddddddddddddddd
       eeeeeeeeeeeeeeee ffffffffffffffff aaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbb`.replace(/\s/g, ''),
    )
    const bytes = Buffer.concat([hex('000102030405060708090a0b0c0d0e0f'), plain])
    sm4Ctr(key)(bytes, 0, 16, bytes.length)
    expect(bytes.toString('hex', 16)).toBe(
      'ac3236cb970cc20791364c395a1342d1a3cbc1878c6f30cd074cce385cdd70c7' +
        'f234bc0e24c11980fd1286310ce37b926e02fcd0faa0baf38b2933851d824514',
    )
  })
})
