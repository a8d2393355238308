import { maskText } from '@zhucan/reading'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goneWords, hideMasked, sameWords, withMask } from './personal-words.ts'
import { hideAll, openRetelling } from './retell.ts'
import { restsOnMasked, withoutNumber } from './uncountable.ts'

const text = '县残联由林晓岚负责，为18人服务。\n请村民林晓岚到会，\n电话5550123，提高明显。'
const at = (words: string, from = 0) => {
  const start = text.indexOf(words, from)
  return { start, end: start + words.length }
}
const mask = (words: string, everywhere = true, kind: 'name' | 'other' = 'name') =>
  withMask(text, [], { ...at(words), kind, everywhere })
const retell = (masked: ReturnType<typeof mask>) => {
  const after = maskText(text, masked.masked)
  const words = masked.added.map(({ start, end }) => text.slice(start, end))
  return openRetelling({ before: text, after, gone: goneWords(after, words) })
}

describe('what is masked', () => {
  it('is the words wherever they stand, or there alone', () => {
    expect(maskText(text, mask('林晓岚').masked)).toBe(text.replaceAll('林晓岚', '林**'))
    expect(maskText(text, mask('林晓岚', false).masked)).toBe(text.replace('林晓岚', '林**'))
    expect(mask('人').added).toHaveLength(1)
  })

  it('takes in masks that it cuts through, and adds nothing where all is masked', () => {
    const first = mask('林晓')
    const whole = withMask(text, first.masked, { ...at('由林晓岚'), kind: 'other', everywhere: false })
    expect(maskText(text, whole.masked)).toBe(text.replace('由林晓岚', '****').replace('林晓', '林*'))
    expect(withMask(text, whole.masked, { ...at('林晓'), kind: 'name', everywhere: true }).added).toEqual([])
  })

  it('has the same words found for its undoing', () => {
    const { masked } = mask('林晓岚')
    expect(sameWords(text, masked, masked[0]!, true)).toEqual(masked)
    expect(sameWords(text, masked, masked[0]!, false)).toEqual([masked[0]])
    const { by: _, ...read } = masked[1]!
    expect(sameWords(text, [masked[0]!, read], masked[0]!, true)).toEqual([masked[0]])
    expect(sameWords(text, [masked[0]!, read], read, true)).toEqual([masked[0], read])
  })
})

describe('what was taken from a text', () => {
  it('shows the words masked as the text does, and those that a person wrote', () => {
    const { words } = retell(mask('林晓岚'))
    expect(words('请村民林晓岚到会')).toBe('请村民林**到会')
    expect(words('林晓岚同志')).toBe('***同志')
    expect(words('为18人服务')).toBe('为18人服务')
  })

  it('keeps words that are masked somewhere else only', () => {
    const { words, value } = retell(mask('林晓岚', false))
    expect(words('请村民林晓岚到会')).toBe('请村民林晓岚到会')
    expect(value({ to: '林晓岚', ...at('由林晓岚负责') })).toMatchObject({ to: '林**' })
    expect(value({ to: '林晓岚', ...at('请村民林晓岚') })).toMatchObject({ to: '林晓岚' })
  })

  it('leaves a word of a vocabulary and a part that stands beside the mask', () => {
    const { value } = retell(mask('人', false, 'other'))
    expect(value({ unit: '人', indicator: '服务', ...at('为18人') })).toMatchObject({ unit: '人' })
    const office = retell(mask('县残联由林晓岚', false, 'other'))
    expect(office.words('提高明显')).toBe('提高明显')
  })

  it('comes back with the mask taken off', () => {
    const after = maskText(text, mask('林晓岚').masked)
    const { value } = openRetelling({ before: after, after: text, gone: [] })
    expect(value({ what: '请村民林**到会', to: '***', ...at('请村民林晓岚到会') })).toMatchObject({
      what: '请村民林晓岚到会',
      to: '***',
    })
  })

  it('is known in parts that a form put together, and comes back in them', () => {
    const masked = mask('林晓岚')
    const { words } = retell(masked)
    const said = '（一）由林晓岚负责；另请村民林晓岚到会。'
    expect(words(said)).toBe('（一）由林**负责；另请村民林**到会。')
    const back = openRetelling({ before: maskText(text, masked.masked), after: text, gone: [] })
    expect(back.words(words(said))).toBe(said)
    expect(back.words('林**')).toBe('林晓岚')
    expect(back.words('林**同志')).toBe('林**同志')
  })

  it('is left in parts that fit a place which did not change as well', () => {
    const first = mask('林晓岚', false)
    const both = withMask(text, first.masked, { ...at('村民林晓岚'), kind: 'other', everywhere: false })
    const before = maskText(
      text,
      withMask(text, [], { ...at('林晓岚'), kind: 'name', everywhere: true }).masked,
    )
    const { words } = openRetelling({ before, after: maskText(text, mask('林晓岚', false).masked), gone: [] })
    expect(words('林**')).toBe('林**')
    expect(words('另请村民林**到会')).toBe('另请村民林晓岚到会')
    expect(words('另由林**负责')).toBe('另由林**负责')
    expect(retell(both).words('另由林晓岚负责')).toBe('另由林**负责')
  })

  it('never shows gone words, whatever the text and whatever is said', () => {
    const part = fc.constantFrom('林', '晓', '岚', '林晓岚', ' ', '\n', '1', '人', '，', '5550123')
    const said = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(said, said, said, (before, after, other) => {
        const clear = `${before}林晓岚${after}`
        const wanted = {
          start: before.length,
          end: before.length + 3,
          kind: 'name',
          everywhere: true,
        } as const
        const { masked, added } = withMask(clear, [], wanted)
        const shown = maskText(clear, masked)
        const squeezed = (words: string) => words.replaceAll(/\s/g, '')
        expect(shown).toHaveLength(clear.length)
        expect(squeezed(shown)).not.toContain('林晓岚')
        const gone = goneWords(
          shown,
          added.map(({ start, end }) => clear.slice(start, end)),
        )
        const { words } = openRetelling({ before: clear, after: shown, gone })
        for (const one of [other, clear, `${other}林晓岚`]) {
          expect(words(one)).toHaveLength(one.length)
          expect(squeezed(words(one))).not.toContain('林晓岚')
        }
      }),
    )
  })
})

describe('what a person writes beside a notice', () => {
  it('has masked words hidden, but none that the text shows', () => {
    const known = (masked: ReturnType<typeof mask>['masked']) => ({
      ...{ clear: text, text: maskText(text, masked), masked },
    })
    const said = { kind: 'deadline', value: { to: '林晓岚', action: '到会', date: '2026-05-04' } }
    expect(hideMasked(said, known(mask('林晓岚').masked)).value).toEqual({ ...said.value, to: '***' })
    expect(hideMasked(said, known(mask('林晓岚', false).masked))).toEqual(said)
    expect(hideAll('提高明显', ['高明'])).toBe('提**显')
  })
})

describe('an item that was read from the very number that is masked', () => {
  const item = (kind: 'target' | 'fact' | 'deadline' | 'responsibility', words: string, value: object) => ({
    ...{ kind, section: '', quote: words, ...at(words), value: { ...value } },
  })
  const masked = (words: string) => [{ at: at(words), clear: words }]
  const after = (words: string) => text.replace(words, '*'.repeat(words.length))

  it.each([
    ['the figure', item('fact', '电话5550123', { value: 5_550_123 }), '5550123', true],
    [
      'a day of which nothing is left',
      item('deadline', '电话5550123', { date: '2026-05-04' }),
      '5550123',
      true,
    ],
    ['another figure', item('fact', '为18人服务', { value: 18 }), '服务', false],
    ['a name', item('fact', '由林晓岚负责，为18人服务', { value: 18 }), '林晓岚', false],
    ['a duty', item('responsibility', '电话5550123', { lead: [], support: [] }), '5550123', false],
  ])('%s', (_, one, words, isVoid) => {
    expect(restsOnMasked(one, after(words), masked(words))).toBe(isVoid)
  })

  it('keeps no number', () => {
    expect(JSON.stringify(withoutNumber(item('fact', '电话', { value: 5_550_123 })))).not.toContain('5550123')
    expect(JSON.stringify(withoutNumber(item('deadline', '电话', { date: '2026-05-04' })))).not.toContain(
      '2026',
    )
  })
})
