import { describe, expect, it } from 'vitest'
import { fold } from './fold.ts'
import { areOtherNames, letterCode, readPersonName } from './read-person-name.ts'

describe('a name', () => {
  it.each([
    ['张伟', 'zhang wei', '张', 'han2'],
    ['張偉', 'zhang wei', '张', 'han2'],
    [' 张　建国 ', 'zhang jian guo', '张', 'han3'],
    ['张建国（户主）', 'zhang jian guo', '张', 'han3'],
    ['单小明', 'shan xiao ming', '单', 'han3'],
    ['仇英', 'qiu ying', '仇', 'han2'],
    ['曾国', 'zeng guo', '曾', 'han2'],
    ['尉迟恭', 'yuchi gong', '尉迟', 'han3'],
    ['欧阳建国', 'ouyang jian guo', '欧阳', 'han4'],
    ['买买提·艾力', 'mai mai ti ai li', '艾力', 'dotted'],
    ['買買提·艾力', 'mai mai ti ai li', '艾力', 'dotted'],
    ['买买提•艾力', 'mai mai ti ai li', '艾力', 'dotted'],
    ['阿依古丽买买提', 'a yi gu li mai mai ti', null, 'dotted'],
  ])('%s reads %s, of the family %s, form %s', (raw, sound, family, form) => {
    expect(readPersonName(raw)).toMatchObject({ sound, family, form })
  })

  it('has one text for all its spellings', () => {
    const texts = ['劉國華', '刘国华', '刘　国华', '刘国华 '].map((raw) => readPersonName(raw)?.text)
    expect(new Set(texts)).toEqual(new Set(['刘国华']))
    expect(readPersonName('買買提·艾力')?.text).toBe('买买提艾力')
  })

  it.each(['·', '•', '‧', '∙', '⋅', '・', '･', '．', '●', '.'])('%s is a dot of a name', (dot) => {
    expect(readPersonName(`买买提${dot}艾力`)).toMatchObject({ family: '艾力', form: 'dotted' })
  })

  it('full-width letters and digits of a name are what they look like', () =>
    expect(readPersonName('Ｌｉ　Ｍｉｎｇ')?.text).toBe(readPersonName('Li Ming')?.text))

  it.each(['王建?', '王建？', '王建□', '王建*', '王建\ue123'])(
    '%s has a lost character and no sound',
    (raw) => {
      expect(readPersonName(raw)).toMatchObject({ text: '王建?', sound: null, family: '王' })
    },
  )

  it.each(['', '  ', '？？', '·'])('%j says nothing', (raw) => expect(readPersonName(raw)).toBeNull())
})

it.each([
  ['nan', 'lan'],
  ['zhang', 'zan'],
  ['sheng', 'sen'],
  ['ying', 'yin'],
  ['chun ling', 'cun lin'],
])('many do not tell %s from %s', (one, other) => expect(fold(one)).toBe(fold(other)))

it.each([
  ['王伟', '李芳', true],
  ['王伟', '王芳', true],
  ['王建国', '王建华', false],
  ['王小梅', '王小媚', false],
  ['王伟', '王玮', false],
  ['王建?', '王建国', false],
  ['赵翠花', '钱大伟', true],
  ['', '钱大伟', false],
])('%s and %s are other persons’ names: %s', (one, other, expected) => {
  expect(areOtherNames(one, other)).toBe(expected)
  expect(areOtherNames(other, one)).toBe(expected)
})

it('codes a name with one letter a character, rare ones included', () => {
  expect(letterCode('王䶮𬭛')).toMatch(/^[!-~]{3}$/)
})
