import { defineFile } from '../define-file.ts'
import { countyParts, idNumberAliases, numberInCertificate, regionAliases } from '../shared-columns.ts'
import {
  article,
  dataSharing,
  disabledPersonsLaw,
  legalBasis,
  personalInformation,
} from '../sharing-basis.ts'

export default defineFile({
  id: 'dangerous-housing',
  title: { zh: '农村危房鉴定与改造名单', en: 'Dangerous housing list' },
  department: { zh: '住房和城乡建设局', en: 'Housing and Urban-Rural Development Bureau' },
  legalBasis: legalBasis(
    article(dataSharing, '第二条', 'art. 2'),
    disabledPersonsLaw,
    article(personalInformation, '第三十四条、第三十七条', 'arts 34 and 37'),
  ),
  permittedUse: {
    zh: '发现仍住C级、D级危房的残疾人家庭，协助申请改造。',
    en: 'Finding disabled households still living in class C or D houses, and helping them apply for repair.',
  },
  retentionDays: 730,
  subject: 'household',
  feeds: ['household.dangerousHousing'],
  hints: ['危房', '住房', '房屋'],
  columns: {
    name: {
      label: { zh: '户主姓名', en: 'Head of household' },
      kind: 'name',
      required: true,
      aliases: ['户主', '姓名', '房主', '房主姓名', '产权人', '产权人姓名', '农户姓名', '危房户主', '性名'],
    },
    idNumber: {
      label: { zh: '户主身份证号', en: 'ID number of head' },
      kind: 'idNumber',
      required: true,
      aliases: [
        '身份证号',
        ...idNumberAliases,
        ...numberInCertificate,
        '户主身份证',
        '户主身份证号码',
        '户主证件号码',
        '房主身份证号',
        '产权人身份证号',
        '农户身份证号',
      ],
    },
    householdNumber: {
      label: { zh: '户编号', en: 'Household number' },
      kind: 'text',
      aliases: ['户号', '农户编号', '农户编码', '档案编号'],
    },
    members: {
      label: { zh: '家庭人口', en: 'Members' },
      kind: 'integer',
      aliases: ['家庭人数', '人口数', '人数', '居住人数', '常住人口'],
    },
    class: {
      label: { zh: '危房等级', en: 'Safety class' },
      kind: 'choice',
      required: true,
      aliases: [
        '房屋等级',
        '鉴定等级',
        '房屋鉴定等级',
        '危险等级',
        '房屋危险等级',
        '房屋安全等级',
        '住房等级',
        '安全等级',
        '鉴定结果',
        '危房级别',
        '危房登记',
        '住房安全等级',
        '房屋危险性等级',
      ],
      choices: [
        { value: 'A', label: { zh: 'A级', en: 'Class A' }, aliases: ['安全', '1'] },
        { value: 'B', label: { zh: 'B级', en: 'Class B' }, aliases: ['基本安全', '2'] },
        {
          value: 'C',
          label: { zh: 'C级', en: 'Class C' },
          aliases: ['C级危房', '局部危险', '局部危房', '3'],
        },
        {
          value: 'D',
          label: { zh: 'D级', en: 'Class D' },
          aliases: ['D级危房', '整栋危险', '整体危险', '整栋危房', '4'],
        },
      ],
    },
    appraisedOn: {
      label: { zh: '鉴定日期', en: 'Appraised on' },
      kind: 'date',
      past: true,
      aliases: ['鉴定时间', '鉴定年月', '评定日期', '认定日期', '认定时间', '评定时间'],
    },
    repaired: {
      label: { zh: '是否已改造', en: 'Repaired' },
      kind: 'yesNo',
      aliases: [
        '是否改造',
        '是否完成改造',
        '改造情况',
        '是否竣工',
        '改造状态',
        '是否已竣工',
        '是否消除危险',
        '改造完成情况',
      ],
    },
    repairedOn: {
      label: { zh: '改造完成日期', en: 'Repaired on' },
      kind: 'date',
      past: true,
      aliases: ['竣工日期', '竣工时间', '改造完成时间', '验收日期', '验收时间', '完工时间', '完工日期'],
    },
    repairYear: {
      label: { zh: '改造年度', en: 'Repair year' },
      kind: 'integer',
      aliases: ['改造年份', '计划年度', '纳入改造年度', '实施年度'],
    },
    region: {
      label: { zh: '行政区划', en: 'Region' },
      kind: 'region',
      aliases: regionAliases,
      parts: countyParts,
    },
    address: {
      label: { zh: '房屋地址', en: 'Address' },
      kind: 'text',
      aliases: ['地址', '家庭住址', '住址', '详细地址', '房屋坐落', '坐落'],
    },
  },
})
