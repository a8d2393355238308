import { describe, expect, test } from 'vitest'
import { readNotice } from '../src/index.ts'

const body = '为做好有关工作，现将有关事项通知如下。\n一、提高认识。各县残联要高度重视。\n'
const paper = (sentence: string) =>
  `桐江市残疾人联合会关于做好2025年残疾人工作的通知\n桐残联〔2025〕12号\n各县（市、区）残联：\n为做好工作，现通知如下。\n一、主要措施\n（一）抓好落实。${sentence}\n桐江市残疾人联合会\n2025年3月20日`

const daysOf = (text: string) =>
  readNotice(text).items.flatMap((item) => {
    if (item.kind !== 'deadline') return []
    if (typeof item.date === 'string') return [item.date]
    const { year, month, part, day } = item.date
    return [`${year ?? 'every year'}-${month}-${part ?? day}`]
  })

describe('days of a sentence', () => {
  test.each<[sentence: string, ...days: string[]]>([
    ['市残联将于7月上旬、12月上旬分别开展督查。', '2025-7-early', '2025-12-early'],
    ['于6月25日、11月25日前分别将上半年和全年情况报市残联。', '2025-06-25', '2025-11-25'],
    ['要于6月底、9月底和12月底前分别报送季度进展。', '2025-06-30', '2025-09-30', '2025-12-31'],
    ['7月10日、12月10日前，分别将半年、全年总结报市残联。', '2025-07-10', '2025-12-10'],
    ['6月底前完成上半年实名制数据录入。', '2025-06-30'],
    ['建成康复中心1所，3月底前完成选址，11月底前投入使用。', '2025-03-31', '2025-11-30'],
    ['中标企业于5月10日进场施工。', '2025-05-10'],
    ['于5月18日（第三十五次全国助残日）在广场举办活动。', '2025-05-18'],
    ['每半年报送一次，即7月5日、次年1月5日前报送。', 'every year-7-5', 'every year-1-5'],
    ['确保7月1日起新标准执行到位，6月25日前完成系统调整。', '2025-06-25'],
    ['对2025年6月30日前办理残疾人证的，按月计发补贴。'],
  ])('%s', (sentence, ...days) => {
    expect(daysOf(paper(sentence))).toEqual(days)
  })

  test('below a heading that names the next year months are of that year', () => {
    const text =
      '柳溪市残联2024年工作总结和2025年工作安排\n一、2024年工作\n新增就业300人。\n二、2025年工作安排\n（一）提标。6月底前完成续保，人数不少于600人。年底实现全覆盖。\n柳溪市残疾人联合会\n2024年12月18日'
    expect(daysOf(text)).toEqual(['2025-06-30', '2025-12-31'])
  })
})

describe('who issued it, and its number', () => {
  test.each<[name: string, text: string, issuers: readonly string[], number: string | null]>([
    [
      'a title in traditional script, cut before the signature',
      `東江市人民政府關於促進就業的意見\n各鎮人民政府:\n${body}`,
      ['東江市人民政府'],
      null,
    ],
    [
      'the office on the line under the title',
      '健康行动2023年工作要点\n健康行动推进委员会办公室\n一、开展活动。组织大赛。',
      ['健康行动推进委员会办公室'],
      null,
    ],
    [
      'the number behind a day in brackets',
      `梅江市人民政府办公室关于印发实事的通知\n(2003年3月19日 梅府办发[2003]4号)\n各区人民政府:\n${body}`,
      ['梅江市人民政府办公室'],
      '梅府办发[2003]4号',
    ],
    [
      'the number in brackets behind the title',
      `梅江市教育局 梅江市残联关于做好入学工作的通知(梅教基〔2024〕11号)\n各县教育局：\n${body}`,
      ['梅江市教育局', '梅江市残联'],
      '梅教基〔2024〕11号',
    ],
    [
      'several offices on lines of the title',
      `津沽区残联\n津沽区民政局\n关于贯彻“跨省通办”的实施意见\n各街道：\n${body}2021年4月12日`,
      ['津沽区残联', '津沽区民政局'],
      null,
    ],
    [
      'signers joined by a mark',
      `关于报送材料的通知\n各县残联：\n${body}梅江市残疾人联合会、梅江市民政局\n2024年3月1日`,
      ['梅江市残疾人联合会', '梅江市民政局'],
      null,
    ],
    [
      'a number within its series',
      `梅江市残疾人联合会关于举办竞赛的公告\n2025年第2号\n${body}梅江市残疾人联合会\n2025年4月2日`,
      ['梅江市残疾人联合会'],
      '2025年第2号',
    ],
  ])('%s', (_, text, issuers, number) => {
    const read = readNotice(text)
    expect(read.issuers).toEqual(issuers)
    expect(read.documentNumber).toBe(number)
  })

  test('a letterhead of several offices is no part of a title that names them', () => {
    const title = '云岭省残疾人联合会等3部门关于做好康复救助的通知'
    const text = `云岭省残疾人联合会 云岭省教育厅\n云岭省民政厅\n${title}\n云残联发〔2022〕28号\n各市残联：\n${body}`
    expect(readNotice(text).title).toBe(title)
  })

  test('the subject of a message is its title; addressees may take two lines', () => {
    const text = `发件人：白沙市残联办公室\n主题：关于报送年报的通知\n各县区残联，\n各直属单位：\n${body}白沙市残疾人联合会\n2024年12月2日`
    expect(readNotice(text)).toMatchObject({
      title: '关于报送年报的通知',
      addressees: ['各县区残联', '各直属单位'],
    })
  })
})

describe('duties and figures beside them', () => {
  const dutiesOf = (sentence: string) =>
    readNotice(paper(sentence)).items.flatMap((item) =>
      item.kind === 'responsibility' ? [[...item.lead, '+', ...item.support].join(' ')] : [],
    )
  test.each<[sentence: string, ...duties: string[]]>([
    ['市财政为市康复办补助必要的工作经费。', '市财政 +'],
    ['由市行政审批局会同市残联组织验收。', '市行政审批局 + 市残联'],
    ['由市财政承担30%、县（区）财政承担70%。', '市财政 +', '县（区）财政 +'],
    ['县财政局：安排调查经费15万元。', '县财政局 +'],
    ['市残联3月底前与各县签订责任书。', '市残联 +'],
    ['督查室牵头对50件实事进行了督查。'],
  ])('%s', (sentence, ...duties) => {
    expect(dutiesOf(sentence.startsWith('县财政局：') ? `\n${sentence}` : sentence)).toEqual(duties)
  })

  const figuresOf = (sentence: string) =>
    readNotice(paper(sentence)).items.flatMap((item) =>
      'value' in item ? [`${item.kind} ${item.value} ${item.unit}`] : [],
    )
  test.each<[sentence: string, ...figures: string[]]>([
    ['今年市级新增安排补助资金1268万元，已于2月底下达。', 'fact 12680000 元'],
    ['年度目标任务为救助残疾儿童150名，实际救助187名。', 'target 150 人', 'fact 187 人'],
    ['6月15日前完成选聘，举办培训班2期。', 'target 2 期'],
    ['市级财政已下达资金600万元，各县要配套不少于200万元。', 'fact 6000000 元', 'target 2000000 元'],
    ['在2024年基础上新增机构5家。', 'target 5 家'],
    ['新增就业320人，完成全年任务1200人的26.7%。', 'fact 320 人', 'target 1200 人', 'fact 0.267 %'],
  ])('%s', (sentence, ...figures) => {
    expect(figuresOf(sentence)).toEqual(figures)
  })
})
