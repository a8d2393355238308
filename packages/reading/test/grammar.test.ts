import { describe, expect, test } from 'vitest'
import { readNotice } from '../src/index.ts'

const paper = (sentence: string) =>
  `国务院关于加强某项工作的意见\n国发〔2012〕30号\n各省、自治区、直辖市人民政府：\n现提出如下意见。\n一、主要措施\n${sentence}\n国务院\n2012年5月10日`
const itemsOf = (sentence: string) => readNotice(paper(sentence)).items

describe('figures', () => {
  const told = (sentence: string) =>
    itemsOf(sentence).flatMap((item) =>
      'value' in item ? [`${item.kind} ${item.comparator} ${item.value} ${item.unit}`] : [],
    )

  test.each<[sentence: string, ...figures: string[]]>([
    ['到2015年，单位能耗比2010年下降16%。', 'target = 0.16 %'],
    ['2011年，粮食产量达到5.7亿吨，同比增长11.4%。', 'fact >= 570000000 吨', 'fact = 0.114 %'],
    ['分别完成年度计划的104%和117%。', 'fact = 1.04 %', 'fact = 1.17 %'],
    ['完成目标任务52.5亿元的249.45%。', 'target = 5250000000 元', 'fact = 2.4945 %'],
    ['入学率和巩固率均达到95%。', 'target >= 0.95 %', 'target >= 0.95 %'],
    ['每千名老人拥有养老床位35至40张。', 'target >= 35 张', 'target <= 40 张'],
    ['培育100家以上年产值超百亿元的企业。', 'target >= 100 家'],
    ['对年销售收入2000万元以上的企业给予奖励，最高不超过500万元。', 'target <= 5000000 元'],
    ['使全国80%以上的县达到标准。', 'target >= 0.8 %'],
    ['目前，仍有260多万持证残疾人未脱贫。', 'fact >= 2600000 人'],
    ['减收手术费百分之三十至五十。', 'target >= 0.3 %', 'target <= 0.5 %'],
    ['处五百元以上三千元以下的罚款。', 'target >= 500 元', 'target <= 3000 元'],
    ['补助标准为每人每月一百二十元。', 'target = 120 元/人/月'],
    ['至少建成一所特殊教育学校。', 'target >= 1 所'],
    ['覆盖率达90%左右。', 'target ~ 0.9 %'],
  ])('%s', (sentence, ...figures) => {
    expect(told(sentence)).toEqual(figures)
  })

  test.each([
    '坚持“四个意识”，落实“两不愁三保障”，推进“1+3”行动。',
    '第三十次全国助残日，二级以上医院，3至6岁儿童，为期6个月。',
    '每5年修订1次，每年召开两次会议。',
    '对超过100人的企业，对单户500万元及以下的贷款，从其规定。',
    '建立一套制度，明确一位负责同志，搞好三个结合。',
    '《关于10万人培训的通知》（国发〔2011〕12号）继续有效，拨打12345热线。',
  ])('no figures: %s', (sentence) => {
    expect(told(sentence)).toEqual([])
  })
})

describe('days', () => {
  const due = (sentence: string) =>
    itemsOf(sentence).flatMap((item) => (item.kind === 'deadline' ? [item.date] : []))

  test.each<[string, ...unknown[]]>([
    ['于6月30日前完成。', '2012-06-30'],
    ['2013年2月底前报国务院。', '2013-02-28'],
    ['年底前全面完成。', '2012-12-31'],
    ['上半年前完成清理。', '2012-06-30'],
    ['6月底和12月底前各报一次。', '2012-06-30', '2012-12-31'],
    ['每年2月底前报送总结。', { year: null, month: 2, part: 'end', every: 'year' }],
    ['9月中下旬组织检查。', { year: 2012, month: 9, part: 'late' }],
    ['自印发之日起30日内制定办法。', '2012-06-09'],
    ['到2020年，基本建立保障体系。', '2020-12-31'],
    ['截至2011年底前已全部建成。'],
    ['2012年6月1日至12月31日执行。'],
    ['从2013年1月1日起，提高标准。'],
    ['到2020年，覆盖率达到90%。'],
    ['2011年5月30日前已经完成。'],
  ])('%s', (sentence, ...days) => {
    expect(due(sentence)).toEqual(days)
  })

  test('a paper of November means the January to come', () => {
    const text = '关于报送总结的通知\n各县残联：\n请于1月10日前报送。\n某市残联\n2019年11月20日'
    expect(readNotice(text).items.find((item) => item.kind === 'deadline')).toMatchObject({
      date: '2020-01-10',
    })
  })
})

describe('duties', () => {
  const duties = (sentence: string) =>
    itemsOf(sentence).flatMap((item) =>
      item.kind === 'responsibility' ? [[item.lead.join('、'), item.support.join('、')]] : [],
    )

  test.each<[string, ...string[][]]>([
    ['教育部要加强指导。', ['教育部', '']],
    ['发展改革委会同财政部、环境保护部制定细则。', ['发展改革委', '财政部、环境保护部']],
    ['由民政部牵头，会同财政部研究提出意见。', ['民政部', '财政部']],
    ['（民政部牵头，财政部、中国残联配合）', ['民政部', '财政部、中国残联']],
    ['（教育、民政、残联等部门按职责分工负责）', ['教育、民政、残联', '']],
    [
      '（牵头单位：住房和城乡建设部；配合单位：工业和信息化部、文化和旅游部）',
      ['住房和城乡建设部', '工业和信息化部、文化和旅游部'],
    ],
    ['商务部、工商总局要按照职能，各司其职。', ['商务部、工商总局', '']],
    ['各省、自治区、直辖市人民政府要制定办法。', ['各省、自治区、直辖市人民政府', '']],
    ['中国残联及其地方组织要发挥作用。', ['中国残联及其地方组织', '']],
    ['残联协助民政部门开展调查。', ['民政部门', '残联']],
    ['3月底前国家卫生健康委完成分析。', ['国家卫生健康委', '']],
    ['建立由政府负责、残联牵头的协调机制。'],
    ['各地要高度重视，企业应当落实责任。'],
    ['教育部已经印发了办法。'],
  ])('%s', (sentence, ...expected) => {
    expect(duties(sentence)).toEqual(expected)
  })

  test('where the first one listed leads, it leads in every bracket', () => {
    const found = duties(
      '（财政部、教育部负责。列第一位者为牵头单位，下同）\n（一）加强管理。（民政部、公安部负责）',
    )
    expect(found).toEqual([
      ['财政部', '教育部'],
      ['民政部', '公安部'],
    ])
  })

  test('该委 is the one named before', () => {
    expect(duties('由发展改革委制定规划。该委要定期通报。')).toEqual([
      ['发展改革委', ''],
      ['发展改革委', ''],
    ])
  })
})
