import { uuidv7 } from '@zhucan/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { invisibleMark, marked, readMarks } from './marks.ts'

const ids = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 41 }), fc.uint8Array({ minLength: 16, maxLength: 16 }))
  .map(([ms, bytes]) => uuidv7(ms, (n) => bytes.slice(0, n)))

describe('the invisible mark', () => {
  it('is found again in whatever text it stands, alone', () => {
    fc.assert(
      fc.property(ids, fc.string({ minLength: 1, unit: 'grapheme' }), fc.string(), (id, place, around) => {
        const clean = (text: string) => text.replaceAll(/[\u200b-\u200d\u2060]/g, '')
        const text = `${clean(around)}${marked(clean(place) || 'x', invisibleMark(id))}${clean(around)}`
        expect(readMarks(text)).toEqual([id])
      }),
    )
  })

  it('changes nothing that is seen', () => {
    const text = marked('李家村', invisibleMark('01938f00-0000-7000-8000-0123456789ab'))
    expect(text.replaceAll(/[\u200b-\u200d\u2060]/g, '')).toBe('李家村')
  })

  it('is not read out of a damaged one', () => {
    fc.assert(
      fc.property(ids, fc.integer({ min: 0, max: 67 }), (id, at) => {
        const mark = invisibleMark(id)
        const other = mark[at] === '\u200b' ? '\u200c' : '\u200b'
        expect(readMarks(mark.slice(0, at) + other + mark.slice(at + 1))).not.toContain(id)
      }),
    )
  })
})
