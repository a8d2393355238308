import { describe, expect, test } from 'vitest'
import type { ReadDocument } from '../src/index.ts'
import { readNotice } from '../src/index.ts'

const heads = {
  plan: '某县残疾人联合会关于印发2023年工作要点的通知',
  notice: '某市残疾人联合会关于开展专项行动的通知',
  circular: '某市残疾人联合会关于2022年工作完成情况的通报',
  letter: '某市残疾人联合会关于商请支持的函',
} as const
const read = (kind: keyof typeof heads, body: string): ReadDocument =>
  readNotice(
    `${heads[kind]}\n某残联〔2023〕3号\n各县残联：\n现将有关事项通知如下。\n一、有关事项\n${body}\n某市残疾人联合会\n2023年2月17日`,
  )
const figures = ({ items }: ReadDocument) =>
  items.flatMap((item) =>
    'value' in item ? [`${item.kind} ${item.comparator} ${item.value} ${item.unit}`] : [],
  )
const duties = ({ items }: ReadDocument) =>
  items.flatMap((item) =>
    item.kind === 'responsibility' ? [`${item.lead.join('、')}+${item.support.join('、')}`] : [],
  )
const days = ({ items }: ReadDocument) =>
  items.flatMap((item) => (item.kind === 'deadline' ? [item.date] : []))

describe('what a sentence tells or asks', () => {
  test.each<[kind: keyof typeof heads, body: string, ...figures: string[]]>([
    ['plan', '2022年，发放两项补贴130万元，惠及55人。', 'fact = 1300000 元', 'fact = 55 人'],
    ['plan', '2020年至2022年，培训87人次。', 'fact = 87 人次'],
    [
      'plan',
      '各级高度重视，“十三五”时期，先后印发《助残行动计划（2016—2020年）》。新增就业88人。为66人适配辅具。',
      'fact = 88 人',
      'fact = 66 人',
    ],
    ['plan', '“十四五”期间，新增就业88人。', 'target = 88 人'],
    ['plan', '目前，全县持证残疾人152人，其中重度51人。', 'fact = 152 人', 'fact = 51 人'],
    ['circular', '完成改造42户，占总任务65户的64.6%。', 'fact = 42 户', 'target = 65 户', 'fact = 0.646 %'],
    ['circular', '辅具适配任务为120件，目前完成84件。', 'target = 120 件', 'fact = 84 件'],
    ['circular', '下半年要紧盯20人的就业目标。', 'target = 20 人'],
    ['circular', '各县要抓紧整改，整改率达到100%。', 'target >= 1 %'],
    [
      'circular',
      '全市平均进度58.3%，最低的仅为31%，有2.6万元未到位。',
      'fact = 0.583 %',
      'fact = 0.31 %',
      'fact = 26000 元',
    ],
    ['circular', '绩效评价得分92.6分，较上年提高1.8分。', 'fact = 92.6 分', 'fact = 1.8 分'],
    ['letter', '今年前三季度，各县完成28户，仍有4户未动工。', 'fact = 28 户', 'fact = 4 户'],
    ['letter', '补助标准由4000元提至4500元。', 'fact = 4000 元', 'target = 4500 元'],
    [
      'letter',
      '同意安排资金26万元，其中就业类12万元、康复类8万元。',
      'target = 260000 元',
      'target = 120000 元',
      'target = 80000 元',
    ],
    ['circular', '差错率为2.7%，高于省定1%的控制线。', 'fact = 0.027 %', 'target = 0.01 %'],
    ['circular', '滨湖县完成98户，完成率不足一半。', 'fact = 98 户', 'fact <= 0.5 %'],
    ['plan', '依托现有的12支服务队开展活动。', 'fact = 12 支'],
    ['notice', '将签约率从2022年的78%提高到85%。', 'fact = 0.78 %', 'target = 0.85 %'],
    [
      'circular',
      '2022年，培训40人次。2023年，将重点抓好培训。培训60人次。',
      'fact = 40 人次',
      'target = 60 人次',
    ],
    ['notice', '全国共产生30个团队入围总决赛。', 'target = 30 个'],
    ['notice', '每个县选择2-3个乡镇先行。', 'target >= 2 个', 'target <= 3 个'],
    ['notice', '每超1人每年奖励5000元。', 'target = 5000 元/年'],
    ['notice', '配发轮椅15辆、助听器8副、盲杖6根。', 'target = 15 辆', 'target = 8 副', 'target = 6 根'],
    ['notice', '补贴额度按最低工资标准的4倍确定。', 'target = 4 倍'],
    ['notice', '每安排l名奖励5OOO元，最髙不超过5万元。', 'target = 5000 元', 'target <= 50000 元'],
  ])('%s: %s', (kind, body, ...expected) => {
    expect(figures(read(kind, body))).toEqual(expected)
  })

  test.each([
    '占职工总数25%以上（含25%）且不少于10人的单位，可享受优惠。',
    '安排1名持证人员就业的，按2名计算。',
    '依托12家定点机构开展服务。',
    '截止到18时30分。',
  ])('no figures: %s', (body) => {
    expect(figures(read('notice', body))).toEqual([])
  })
})

describe('who is charged', () => {
  test.each<[body: string, ...duties: string[]]>([
    ['（市工商联、市残联负责）', '市工商联、市残联+'],
    ['出台办法。（市残联、市财政局，各区人民政府）', '市残联、市财政局、各区人民政府+'],
    ['每年开发岗位。责任单位：各区（市）县人社局、残联', '各区（市）县人社局、残联+'],
    ['牵头单位：县残联\n配合单位：县教育局、县卫健局', '县残联+县教育局、县卫健局'],
    ['恳请省财政厅将资金列入预算。', '省财政厅+'],
    ['某行安顺分行及其分支机构要及时、足额发放贷款。', '某行安顺分行及其分支机构+'],
    ['市政府所在地西秀区人民政府要建立储备。', '西秀区人民政府+'],
    ['市政府残工委每半年调度一次工作进展。', '市政府残工委+'],
    ['由市人社局牵头，会同市残联、市统计局组成检查组。', '市人社局+市残联、市统计局'],
    ['市残联每年12月底前向社会公布使用情况。', '市残联+'],
    ['奖励由查处举报案件的粮食管理部门负责。', '查处举报案件的粮食管理部门+'],
    ['由办理案件的民政部门分别根据本部门的查处情况奖励。', '办理案件的民政部门+'],
    ['由受理申请的乡镇人民政府负责核查。', '受理申请的乡镇人民政府+'],
    ['省教育部门主管全省的特殊教育工作。', '省教育部门+'],
    ['省残联、省民政厅，各市（州）政府要加强督导。', '省残联、省民政厅、各市（州）政府+'],
    ['由部职业技能鉴定指导中心进行资格审核。', '部职业技能鉴定指导中心+'],
    ['市融媒体中心在5月中旬前推出专题栏目。', '市融媒体中心+'],
    ['县残联每季度末向县政府专题报告进展情况。', '县残联+'],
    ['由两个以上的粮食管理部门调查处理的，协商办理。'],
    ['乡镇残联每月平均服务30人。'],
    ['由大赛组委会邀请行业企业、大学科技园、高校和科研院所专家组成。'],
    ['允许跨校组建团队。'],
    ['各地各高校要高度重视。'],
    ['市财政局、某行安顺分行为成员，研究重要事项。'],
    ['县民政局自收到材料之日起5个工作日内作出决定。', '县民政局+'],
    ['乡镇人民政府10个工作日内完成初审。', '乡镇人民政府+'],
    ['县残联逐户复核，县财政局按季拨付。', '县残联+', '县财政局+'],
    ['乡民政办会同乡残联每季度比对一次。', '乡民政办+乡残联'],
    ['康复部、教育就业部分别包联东片和西片。', '康复部、教育就业部+'],
    ['残工委办公室届时将进行考评。', '残工委办公室+'],
    ['2023年市级财政安排专项资金1860万元。', '市级财政+'],
    ['其他县（市、区）残联年内要完成。', '其他县（市、区）残联+'],
    ['县残联组织人事股负责考核。', '县残联组织人事股+'],
    ['各县财政按每例250元匹配资金。', '各县财政+'],
    ['出台办法。（市残联、市财政局，列首位的为牵头单位，下同）', '市残联+市财政局'],
    ['市财政承担的300万元要按任务数量分配。'],
    ['税务机关核查扣除情况时，可以查阅资料。'],
    ['政府购买服务所需资金应当列入预算。'],
    ['建议县财政局加大投入。'],
  ])('%s', (body, ...expected) => {
    expect(duties(read('plan', body))).toEqual(expected)
  })
})

test('你会 and 你单位 are the one body addressed', () => {
  const reply = (addressee: string) =>
    readNotice(
      `某县人民政府关于建设中心的批复\n${addressee}：\n一、你会作为业主，要于2023年12月20日前完成招标。\n二、县审计局负责审计，县财政局加强监督。\n某县人民政府\n2023年9月5日`,
    )
  expect(duties(reply('县残疾人联合会'))).toEqual(['县残疾人联合会+', '县审计局+', '县财政局+'])
  expect(duties(reply('县残疾人联合会，县民政局'))).toEqual(['县审计局+', '县财政局+'])
})

test('below 下一步工作安排 the figures of a paper that tells are goals', () => {
  const text = (heading: string) =>
    `某市残联关于2022年工作情况的报告\n市政府：\n现报告如下。\n一、${heading}\n新增就业2000人，培训4000人次。\n某市残联\n2023年2月17日`
  expect(figures(readNotice(text('下一步工作安排')))).toEqual(['target = 2000 人', 'target = 4000 人次'])
  expect(figures(readNotice(text('主要工作')))).toEqual(['fact = 2000 人', 'fact = 4000 人次'])
})

test('below 下一步要求 a paper that tells turns to what is to be done', () => {
  const text = (heading: string) =>
    `某市残联关于工作进展情况的通报\n各县残联：\n现通报如下。\n一、${heading}\n市残联信息中心会同康复部开展数据清洗。\n某市残联\n2023年2月17日`
  expect(duties(readNotice(text('下一步要求')))).toEqual(['市残联信息中心+康复部'])
  expect(duties(readNotice(text('完成情况')))).toEqual([])
})

describe('by when', () => {
  test.each<[body: string, ...days: unknown[]]>([
    ['各市于6月20日18：00前报送报告。', '2023-06-20'],
    ['省残联将于4月上旬汇总各方意见。', { year: 2023, month: 4, part: 'early' }],
    ['力争在明年3月投入运营。', '2024-03-31'],
    ['截至12月底，各县完成适配。'],
    ['（2023年9月15日截止报名）', '2023-09-15'],
    ['网上报名截止到2023年4月10日17：00。', '2023-04-10'],
    ['请于2023年5月5日（星期五）前发送。', '2023-05-05'],
    ['请于2023.5.30前报送，2023-06-15前完成。', '2023-05-30', '2023-06-15'],
    ['项目须于年内完工。', '2023-12-31'],
    ['公示期自2023年4月3日起至4月7日止。'],
    ['当年12月底前未支付的资金，统一收回。'],
    ['对年底完成率低于90%的单位，取消评先资格。'],
    ['全市四季度还需新增就业327人、开展培训不少于150人次。'],
    ['今年前三季度完成征收工作。'],
    ['差额部分于4月20日前一次性补发到位。', '2023-04-20'],
    ['年初确定的11项重点任务完成10项。'],
    ['对年底前完成率低于95%的乡镇，扣减考核得分。'],
  ])('%s', (body, ...expected) => {
    expect(days(read('plan', body))).toEqual(expected)
  })

  test('a line that is nothing but a day below 完成时限 is one', () => {
    expect(days(read('plan', '二、完成时限\n2023年12月底。'))).toEqual(['2023-12-31'])
  })

  test('a list of attachments asks for nothing', () => {
    expect(days(read('plan', '附件：1.2023年前三季度就业工作进度表\n2.2023年上半年完成情况表'))).toEqual([])
  })

  test('the recipient stands as printed', () => {
    const [item] = read('plan', '於10月25日前將總結報縣殘聯就業服務所。').items
    expect(item).toMatchObject({ to: '縣殘聯就業服務所' })
  })

  test('a paper without a day counts from the number it forwards', () => {
    const text =
      '关于自查的通知\n各市人民政府：\n现将《通知》（国发明电〔2014〕1号）转发你们。\n请于6月20日前报送。'
    expect(days(readNotice(text))).toEqual(['2014-06-20'])
  })
})

describe('tables', () => {
  const table = read(
    'plan',
    '序号 | 工作任务 | 目标值 | 牵头单位 | 配合单位 | 完成时限\n1 | 新增就业 | 1200人 | 市残联 | 市人社局、市税务局 | 12月底前\n2 | 入户核查，核查率不低于98% | — | 市民政局 | — | 下半年',
  )

  test('a cell below 目标 is a target, one below 时限 a deadline', () => {
    expect(figures(table)).toEqual(['target = 1200 人', 'target >= 0.98 %'])
    expect(days(table)).toEqual(['2023-12-31', '2023-12-31'])
  })

  test('cells below 牵头单位 and 配合单位 are one duty a row, the head is none', () => {
    expect(duties(table)).toEqual(['市残联+市人社局、市税务局', '市民政局+'])
  })

  test('tabs part cells as bars do', () => {
    const tabbed = read('plan', '任务\t责任单位\t完成时间\n开展评估\t市残联，市教育局配合\t9月底')
    expect(duties(tabbed)).toEqual(['市残联+市教育局'])
    expect(days(tabbed)).toEqual(['2023-09-30'])
  })
})

describe('printed lines', () => {
  const printed = read(
    'plan',
    [
      '    2021年至 2022 年，全省共投入残疾人家庭改造资金 1.86',
      '亿元，完成困难重度残疾人家庭无障碍设施改造工作 4.2 万户，占',
      '总任务 6.5 万户的64.6%。其中，省级财政安排改造资金和工作经费',
      '9200 万元，市县配套 7400 万元，社会各界捐助改造项目 2000',
      '— 1 —',
      '万元。抽样回访显示，改造家庭对改造项目总体满意率为 97.3%，',
      '但仍有 1.9 万户已登记家庭尚未改造，各级残联组织反映改造资金',
      '压力较大，受材料价格上涨和点位分散影响，改造进度总体偏慢。',
    ].join('\n'),
  )

  test('a number and its unit on two lines, even on two pages, are one figure', () => {
    expect(printed.items.flatMap((item) => ('value' in item ? [item.value] : []))).toEqual([
      186_000_000, 42_000, 65_000, 0.646, 92_000_000, 74_000_000, 20_000_000, 0.973, 19_000,
    ])
  })
})

describe('heads', () => {
  test('rounded brackets of another shape, a seal on its own line, points for a day', () => {
    const read = readNotice(
      '关于做好复核工作的通知\n林财社﹝2023﹞8号\n各乡镇民政所:\n现通知如下.\n一.复核范围.全县残疾人.\n安宁县民政局  安宁县残联\n（代章）\n2023.4.28',
    )
    expect(read).toMatchObject({
      documentNumber: '林财社﹝2023﹞8号',
      issuers: ['安宁县民政局', '安宁县残联'],
      issuedOn: '2023-04-28',
      sections: [{ path: '一', heading: '复核范围' }],
    })
  })

  test('an issuer in a title without 关于', () => {
    expect(readNotice('河阳市残疾人联合会2023年工作总结\n一、民生保障\n发放补贴3200万元。').issuers).toEqual([
      '河阳市残疾人联合会',
    ])
  })
})
