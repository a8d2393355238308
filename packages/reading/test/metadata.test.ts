import { describe, expect, test } from 'vitest'
import { readNotice } from '../src/index.ts'

interface Head {
  readonly name: string
  readonly text: string
  readonly title: string
  readonly number: string | null
  readonly issuers: readonly string[]
  readonly on: string | null
  readonly to: readonly string[]
}

const body = '为做好有关工作，现将有关事项通知如下。\n一、提高认识。各县残联要高度重视。'

const heads: readonly Head[] = [
  {
    name: 'below what a website puts above it',
    text: `首页 > 政务公开 > 政策文件\n索 引 号：\n000014349/2021-00012\n主题分类：\n民政、残疾人\n发文机关：\n青岚省人民政府\n成文日期：\n2021年03月02日\n标　　题：\n青岚省人民政府关于加快残疾人事业发展的意见\n发文字号：\n青政发〔2021〕8号\n发布日期：\n2021年03月10日\n青岚省人民政府关于加快\n残疾人事业发展的意见\n青政发〔2021〕8号\n各市、县人民政府，省政府各部门：\n${body}\n青岚省人民政府\n2021年3月2日\n（此件公开发布）\n打印 关闭`,
    title: '青岚省人民政府关于加快残疾人事业发展的意见',
    number: '青政发〔2021〕8号',
    issuers: ['青岚省人民政府'],
    on: '2021-03-02',
    to: ['各市、县人民政府', '省政府各部门'],
  },
  {
    name: 'with a scanner’s 曰 for 日',
    text: `关于报送年度总结的通知\n各乡镇残联：\n${body}\n白鹭县残疾人联合会\n二○二三年十一月二十一曰`,
    title: '关于报送年度总结的通知',
    number: null,
    issuers: ['白鹭县残疾人联合会'],
    on: '2023-11-21',
    to: ['各乡镇残联'],
  },
  {
    name: 'under a letterhead, number in square brackets, one signer with the day on a line',
    text: `白鹭县残疾人联合会文件\n白残联[2012]15号\n关于做好扶贫贷款贴息工作的通知\n各乡镇残联：\n${body}\n白鹭县残疾人联合会 2012年6月1日`,
    title: '关于做好扶贫贷款贴息工作的通知',
    number: '白残联[2012]15号',
    issuers: ['白鹭县残疾人联合会'],
    on: '2012-06-01',
    to: ['各乡镇残联'],
  },
  {
    name: 'a law with its history under the title',
    text: '青岚省残疾人就业规定\n（2001年9月28日青岚省第九届人民代表大会常务委员会第二十五次会议通过 根据2010年7月30日青岚省第十一届人民代表大会常务委员会第十六次会议《关于修改部分地方性法规的决定》修正）\n目 录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 为促进残疾人就业，制定本规定。\n第二章 附则\n第二条 本规定自2001年12月1日起施行。',
    title: '青岚省残疾人就业规定',
    number: null,
    issuers: ['青岚省人民代表大会常务委员会'],
    on: '2010-07-30',
    to: [],
  },
  {
    name: 'a regulation with the order that promulgates it',
    text: '残疾人就业促进条例\n2007年2月14日 国务院第169次常务会议通过\n2007年2月25日 中华人民共和国国务院令第999号公布 自2007年5月1日起施行\n第一条 为了促进就业，制定本条例。',
    title: '残疾人就业促进条例',
    number: '中华人民共和国国务院令第999号',
    issuers: ['国务院'],
    on: '2007-02-25',
    to: [],
  },
  {
    name: 'a letter of reply',
    text: '青岚省残联办公室关于同意举办轮椅篮球赛的复函\n青残办函〔2013〕27号\n云溪市残联：\n你会《关于申办轮椅篮球赛的请示》收悉。经研究，同意由你会承办。\n特此复函。\n青岚省残疾人联合会办公室\n二○一三年四月九日',
    title: '青岚省残联办公室关于同意举办轮椅篮球赛的复函',
    number: '青残办函〔2013〕27号',
    issuers: ['青岚省残疾人联合会办公室'],
    on: '2013-04-09',
    to: ['云溪市残联'],
  },
  {
    name: 'cut before its signature',
    text: `教育部、青岚省人民政府关于建设特殊教育改革试验区的意见\n教基〔2015〕3号\n各市教育局：\n${body}`,
    title: '教育部、青岚省人民政府关于建设特殊教育改革试验区的意见',
    number: '教基〔2015〕3号',
    issuers: ['教育部', '青岚省人民政府'],
    on: null,
    to: ['各市教育局'],
  },
  {
    name: 'a plan below its notice, signed with seals',
    text: `关于印发《助残周活动方案》的通知\n各社区居委会、各科室：\n现将《助残周活动方案》印发给你们。\n东湾街道办事处（盖章）\n2018年5月2日\n助残周活动方案\n一、活动目标\n服务残疾人200人次。\n东湾街道残联\n2018年4月28日`,
    title: '关于印发《助残周活动方案》的通知',
    number: null,
    issuers: ['东湾街道办事处'],
    on: '2018-05-02',
    to: ['各社区居委会、各科室'],
  },
]

describe('metadata', () => {
  test.each(heads)('$name', ({ text, title, number, issuers, on, to }) => {
    const read = readNotice(text)
    expect(read.title.replace(/\s/g, '')).toBe(title)
    expect(read.documentNumber).toBe(number)
    expect(read.issuers).toEqual(issuers)
    expect(read.issuedOn).toBe(on)
    expect(read.addressees).toEqual(to)
  })
})
