import { factsCatalogue } from '@zhucan/catalogue'
import { plainDate } from '@zhucan/kernel'
import { describe, expect, it } from 'vitest'
import { compileRule, type FactRow } from './index.ts'

function explain(when: string, row: FactRow, locale: 'zh' | 'en' = 'zh') {
  return compileRule({ id: 'mine', since: plainDate('2026-01-01'), when }, factsCatalogue).explain(
    row,
    locale,
  )
}

function texts(when: string, row: FactRow, locale: 'zh' | 'en' = 'zh') {
  return explain(when, row, locale).map(({ text, outcome }) => [text, outcome])
}

describe('a clause', () => {
  it.each<[string, FactRow, string, string, boolean | null]>([
    [
      'person.level <= 2',
      { 'person.level': 1 },
      '残疾等级为一级（不大于二级）',
      'Disability level: Level 1 (at most Level 2)',
      true,
    ],
    [
      'person.level <= 2',
      { 'person.level': 4 },
      '残疾等级为四级（要求不大于二级）',
      'Disability level: Level 4 (must be at most Level 2)',
      false,
    ],
    [
      'person.level <= 2',
      {},
      '登记册未填写“残疾等级”，无法判断是否不大于二级',
      'Cannot say whether it is at most Level 2: the register has no “Disability level”',
      null,
    ],
    [
      '2 >= person.level',
      { 'person.level': 1 },
      '残疾等级为一级（不大于二级）',
      'Disability level: Level 1 (at most Level 2)',
      true,
    ],
    [
      '!(person.level > 2)',
      { 'person.level': 1 },
      '残疾等级为一级（不大于二级）',
      'Disability level: Level 1 (at most Level 2)',
      true,
    ],
    [
      'person.category == "mental"',
      { 'person.category': 'mental' },
      '残疾类别为精神',
      'Disability category: Mental',
      true,
    ],
    [
      'person.category in ["intellectual", "mental"]',
      { 'person.category': 'physical' },
      '残疾类别为肢体（要求属于智力、精神）',
      'Disability category: Physical (must be one of Intellectual, Mental)',
      false,
    ],
    [
      '!(person.category in ["intellectual", "mental"])',
      { 'person.category': 'physical' },
      '残疾类别为肢体（不属于智力、精神）',
      'Disability category: Physical (none of Intellectual, Mental)',
      true,
    ],
    [
      'household.assistance == "dibao"',
      {},
      '暂无民政救助名单，无法判断家庭救助类别是否为低保',
      'Cannot say whether “Social assistance of the household” is dibao: there is no civil affairs assistance list yet',
      null,
    ],
    [
      'person.assistance != "tekun"',
      {},
      '暂无民政救助名单，无法判断本人救助类别是否为特困供养',
      'Cannot say whether “Own social assistance” is tekun: there is no civil affairs assistance list yet',
      null,
    ],
    [
      '!person.nursingPaid',
      { 'person.nursingPaid': false },
      '近三个月没有领取重度残疾人护理补贴',
      'Was not paid the nursing subsidy in the last three months',
      true,
    ],
    [
      '!person.nursingPaid',
      { 'person.nursingPaid': true },
      '近三个月领取了重度残疾人护理补贴',
      'Was paid the nursing subsidy in the last three months',
      false,
    ],
    [
      '!person.nursingPaid',
      {},
      '暂无两项补贴发放名单，无法判断是否领取重度残疾人护理补贴',
      'Not known: “Receives the nursing subsidy”; there is no two-subsidies payment list yet',
      null,
    ],
    [
      'person.selfPaidFen > policy.selfPaidLineFen',
      { 'person.selfPaidFen': 3_200_000, 'policy.selfPaidLineFen': 1_000_000 },
      '本年度个人自付医疗费为32,000.00元，大于自付医疗费预警线（10,000.00元）',
      'Self-paid medical cost this year: 32,000.00 yuan, more than warning line for self-paid medical cost (10,000.00 yuan)',
      true,
    ],
    [
      'person.selfPaidFen > policy.selfPaidLineFen',
      { 'person.selfPaidFen': 3_200_000 },
      '本地区尚未设置“自付医疗费预警线”，无法判断本年度个人自付医疗费是否大于自付医疗费预警线（未知）',
      'Cannot say whether “Self-paid medical cost this year” is more than warning line for self-paid medical cost (not known): “warning line for self-paid medical cost” is not set for this region',
      null,
    ],
    [
      'person.lastPaidMonth > person.deathMonth',
      { 'person.lastPaidMonth': 202605, 'person.deathMonth': 202603 },
      '最近一次发放补贴的月份为2026年5月，晚于死亡月份（2026年3月）',
      'Last month a subsidy was paid: 2026-05, after month of death (2026-03)',
      true,
    ],
    [
      'person.lastPaidMonth > 0',
      { 'person.lastPaidMonth': 0 },
      '最近一次发放补贴的月份：从未发放（要求不是从未发放）',
      'Last month a subsidy was paid: never (must not be never)',
      false,
    ],
    [
      'person.daysToExpiry < 0',
      { 'person.daysToExpiry': -10 },
      '距残疾人证到期：已过10天（小于0天）',
      'Expiry of the certificate: 10 days ago (less than 0 days)',
      true,
    ],
    ['household.size == 1', { 'household.size': 1 }, '家庭人口数为1人', 'Household size: 1 person', true],
    ['person.assistance == null', {}, '本人救助类别未知', 'Own social assistance: not known', true],
    [
      'person.assistance != null',
      { 'person.assistance': 'dibao' },
      '本人救助类别已知（低保）',
      'Own social assistance: known (dibao)',
      true,
    ],
  ])('%s of %j is said', (when, row, zh, en, outcome) => {
    expect(texts(when, row)).toEqual([[zh, outcome]])
    expect(texts(when, row, 'en')).toEqual([[en, outcome]])
  })

  it('is given for each condition that must hold, negated groups included', () => {
    const when = 'person.alive && !(person.level > 2 || person.nursingPaid)'
    expect(texts(when, { 'person.alive': true, 'person.level': 1, 'person.nursingPaid': false })).toEqual([
      ['没有死亡记录', true],
      ['残疾等级为一级（不大于二级）', true],
      ['近三个月没有领取重度残疾人护理补贴', true],
    ])
  })

  it('reads money as the databases give it', () => {
    expect(texts('person.selfPaidFen >= 100', { 'person.selfPaidFen': 12_345n })).toEqual([
      ['本年度个人自付医疗费为123.45元（不小于1.00元）', true],
    ])
  })

  it('carries its facts with label, value and source', () => {
    expect(explain('person.level <= 2', { 'person.level': 1 })[0]?.values).toEqual([
      { fact: 'person.level', label: '残疾等级', value: 1, text: '一级', source: 'register' },
    ])
    expect(explain('household.size == 1', {}, 'en')[0]?.values).toEqual([
      { fact: 'household.size', label: 'Household size', value: null, text: null, source: 'register' },
    ])
  })
})

describe('a group of alternatives', () => {
  const when = 'person.level <= 2 || (person.level <= 3 && person.category == "mental")'

  it('says only the alternative that holds and keeps the others as parts', () => {
    const [clause] = explain(when, { 'person.level': 3, 'person.category': 'mental' })
    expect(clause).toMatchObject({
      text: '残疾等级为三级（不大于三级）；残疾类别为精神',
      outcome: true,
      join: 'any',
      parts: [
        { text: '残疾等级为三级（要求不大于二级）', outcome: false, join: null },
        { outcome: true, join: 'all', parts: [{ outcome: true }, { outcome: true }] },
      ],
    })
  })

  it('says every alternative when none holds', () => {
    expect(texts(when, { 'person.level': 3, 'person.category': 'physical' })).toEqual([
      ['以下条件一项也不满足：残疾等级为三级（要求不大于二级）；残疾类别为肢体（要求为精神）', false],
    ])
  })

  it('says what is missing when that decides', () => {
    expect(texts(when, { 'person.level': 3 })).toEqual([['登记册未填写“残疾类别”，无法判断是否为精神', null]])
  })
})

describe('a choice by condition', () => {
  const when = 'person.category == "mental" ? person.level <= 3 : person.level <= 2'

  it('says the condition and the branch it leads to', () => {
    expect(texts(when, { 'person.category': 'physical', 'person.level': 2 })).toEqual([
      ['残疾类别为肢体（不是精神）；残疾等级为二级（不大于二级）', true],
    ])
  })

  it('says that the condition is not known', () => {
    expect(texts(when, { 'person.level': 2 })).toEqual([['登记册未填写“残疾类别”，无法判断是否为精神', null]])
  })
})
