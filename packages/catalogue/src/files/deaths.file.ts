import { defineFile } from '../define-file.ts'
import { twoSubsidies } from '../legal-sources.ts'
import {
  birthColumn,
  certificateNumberAliases,
  countyParts,
  idNumberAliases,
  regionAliases,
} from '../shared-columns.ts'
import { article, dataSharing, legalBasis, personalInformation } from '../sharing-basis.ts'

export default defineFile({
  id: 'deaths',
  title: {
    zh: '死亡人员名单（火化、户籍注销、死亡证明）',
    en: 'Deaths (cremations, cancellations, certificates)',
  },
  department: { zh: '民政局、公安局、卫生健康局', en: 'Civil Affairs, Public Security and Health Bureaus' },
  legalBasis: legalBasis(
    article(dataSharing, '第二条', 'art. 2'),
    twoSubsidies,
    article(personalInformation, '第三十四条、第三十七条、第四十九条', 'arts 34, 37 and 49'),
  ),
  permittedUse: {
    zh: '核实死亡后仍在发放的补贴，注销残疾人证；须经人工核实后方可停发。',
    en: 'Checking subsidies still paid after death and cancelling certificates; nothing stops before a person has verified it.',
  },
  retentionDays: 730,
  subject: 'person',
  endsBenefits: true,
  feeds: ['person.isDead', 'person.deathMonth'],
  hints: ['死亡', '火化', '殡葬', '注销', '去世', '亡故'],
  columns: {
    name: {
      label: { zh: '姓名', en: 'Name' },
      kind: 'name',
      required: true,
      aliases: ['死者姓名', '逝者姓名', '死亡人员姓名', '亡者姓名', '死亡人员', '逝者', '死者', '性名'],
    },
    sex: { label: { zh: '性别', en: 'Sex' }, kind: 'sex', aliases: ['姓别', '死者性别', '逝者性别'] },
    birth: birthColumn,
    idNumber: {
      label: { zh: '身份证号', en: 'ID number' },
      kind: 'idNumber',
      required: true,
      aliases: [
        ...idNumberAliases,
        '死者身份证号',
        '死者身份证号码',
        '逝者身份证号',
        '死亡人员身份证号',
        '死者身份证',
        '逝者证件号码',
      ],
    },
    certificateNumber: {
      label: { zh: '残疾人证号', en: 'Certificate number' },
      kind: 'certificateNumber',
      aliases: certificateNumberAliases,
    },
    diedOn: {
      label: { zh: '死亡日期', en: 'Died on' },
      kind: 'date',
      required: true,
      past: true,
      aliases: [
        '死亡时间',
        '去世日期',
        '去世时间',
        '逝世日期',
        '逝世时间',
        '亡故日期',
        '死亡年月',
        '死亡年月日',
        '死亡曰期',
        '死忘日期',
      ],
    },
    crematedOn: {
      label: { zh: '火化日期', en: 'Cremated on' },
      kind: 'date',
      past: true,
      aliases: ['火化时间', '火化年月', '火化登记日期'],
    },
    cancelledOn: {
      label: { zh: '户籍注销日期', en: 'Household registration cancelled on' },
      kind: 'date',
      past: true,
      aliases: ['注销日期', '注销时间', '销户日期', '销户时间', '户口注销日期', '户口注销时间'],
    },
    source: {
      label: { zh: '数据来源', en: 'Source' },
      kind: 'choice',
      aliases: ['来源', '信息来源', '数据类型', '死亡信息来源', '登记类型'],
      choices: [
        {
          value: 'cremation',
          label: { zh: '火化', en: 'Cremation' },
          aliases: ['殡仪馆', '火化名单', '殡葬', '民政', '火化登记'],
        },
        {
          value: 'cancellation',
          label: { zh: '户籍注销', en: 'Registration cancelled' },
          aliases: ['公安', '死亡注销', '户口注销', '销户', '公安注销'],
        },
        {
          value: 'certificate',
          label: { zh: '死亡证明', en: 'Medical certificate' },
          aliases: ['医院', '卫健', '死亡医学证明', '卫生健康', '医学证明', '死亡医学证明书'],
        },
        {
          value: 'report',
          label: { zh: '村社上报', en: 'Village report' },
          aliases: ['村上报', '乡镇上报', '村委会', '上报', '社区', '走访'],
        },
      ],
    },
    region: {
      label: { zh: '行政区划', en: 'Region' },
      kind: 'region',
      aliases: regionAliases,
      parts: countyParts,
    },
    address: {
      label: { zh: '地址', en: 'Address' },
      kind: 'text',
      aliases: ['住址', '家庭住址', '户籍地址', '生前住址', '详细地址', '家庭地址'],
    },
  },
})
