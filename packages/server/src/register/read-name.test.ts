import { describe, expect, it } from 'vitest'
import { readName, typedSound } from './read-name.ts'

const lettersOf = (name: string) => readName(name).map(({ letters }) => letters)

describe('how a name is read', () => {
  it('gives whole pinyin and initials', () => {
    expect(readName('王小明')).toEqual([{ name: '王小明', letters: 'wangxiaoming', initials: 'wxm' }])
  })

  it('reads surnames as surnames', () => {
    expect(lettersOf('单田芳')[0]).toBe('shantianfang')
    expect(lettersOf('曾国')[0]).toBe('zengguo')
    expect(lettersOf('欧阳修')).toEqual(['ouyangxiu'])
  })

  it('knows the other readings of a character too, within bounds', () => {
    expect(lettersOf('张乐')).toEqual(expect.arrayContaining(['zhangle', 'zhangyue']))
    expect(lettersOf('乐乐乐乐').length).toBeLessThanOrEqual(8)
  })

  it('passes over points, letters and characters it does not know', () => {
    expect(lettersOf('买买提·吐尔逊')[0]).toBe('maimaitituerxun')
    expect(lettersOf('ABC')).toEqual([])
  })
})

describe('what was typed', () => {
  it('is written as the sounds are', () => {
    expect(typedSound(' Wang Xiao-Ming ')).toBe('wangxiaoming')
    expect(typedSound('Ｌü')).toBe('lv')
  })

  it('is no sound with anything else in it', () => {
    expect(typedSound('王w')).toBeUndefined()
    expect(typedSound('w1')).toBeUndefined()
    expect(typedSound('')).toBeUndefined()
  })
})
