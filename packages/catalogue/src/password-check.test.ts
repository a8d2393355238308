import { describe, expect, it } from 'vitest'
import { lockLadders, passwordPolicies, waitAfter } from './account-policies.ts'
import { brokenPasswordRules, isCommonPassword, passwordRules } from './password-check.ts'

const owner = { username: 'zhang_san', name: '张三丰' }
const { dengbao, modern } = passwordPolicies

describe('passwords', () => {
  it.each([
    ['Qinghe-26', []],
    ['Ab3$', ['minimum']],
    ['quiet lanterns', ['classes']],
    ['Zhang_San-2026', ['own-name']],
    ['Aa123456', ['common']],
    ['Admin@2026', ['common']],
  ])('等保: %s breaks %j', (password, rules) => {
    expect(brokenPasswordRules(dengbao, password, owner)).toEqual(expect.arrayContaining(rules))
    expect(brokenPasswordRules(dengbao, password, owner).length === 0).toBe(rules.length === 0)
  })

  it.each([
    ['quiet lanterns', []],
    ['稻田灯笼海风石桥云雀木舟', []],
    ['短小句子甲', ['minimum']],
    ['woaini1314520', ['common']],
    ['111111111111111', ['common']],
    ['canlian@2026!!', ['common']],
    ['张三丰的自行车很旧很旧了', ['own-name']],
  ])('modern: %s breaks %j', (password, rules) => {
    expect(brokenPasswordRules(modern, password, owner)).toEqual(rules)
  })

  it('asks for an own part beside common words, digits and signs', () => {
    for (const password of [
      'P@ssw0rd2026!',
      'Beijing@2022',
      'Wuhan-Hubei-2026',
      'zhangwei1990',
      'abcd1234ABCD',
    ])
      expect([password, isCommonPassword(password)]).toEqual([password, true])
  })

  it('lists only the rules that a policy has', () => {
    expect(passwordRules(modern)).toEqual(['minimum', 'common', 'own-name'])
    expect(passwordRules(dengbao)).toContain('recent')
  })
})

describe('ladders', () => {
  it('lets a few tries go and then doubles the wait up to a limit', () => {
    const waits = [4, 5, 6, 7, 40].map((failures) => waitAfter(lockLadders.accountAndPlace, failures))
    expect(waits).toEqual([0, 60, 120, 240, 3600])
  })
})
