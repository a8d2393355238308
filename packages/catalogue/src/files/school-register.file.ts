import { defineFile } from '../define-file.ts'
import {
  birthColumn,
  countyParts,
  idNumberAliases,
  numberInCertificate,
  regionAliases,
} from '../shared-columns.ts'
import { article, dataSharing, disabledEducation, legalBasis, personalInformation } from '../sharing-basis.ts'

export default defineFile({
  id: 'school-register',
  title: { zh: '中小学学籍名单', en: 'School register' },
  department: { zh: '教育局', en: 'Education Bureau' },
  legalBasis: legalBasis(
    article(disabledEducation, '第十五条、第十七条', 'arts 15 and 17'),
    article(dataSharing, '第二条', 'art. 2'),
    article(personalInformation, '第三十一条、第三十四条、第三十七条', 'arts 31, 34 and 37'),
  ),
  permittedUse: {
    zh: '核对适龄残疾儿童少年是否入学，逐一安置；未成年人信息须专人审批查看。',
    en: "Checking that every disabled child of school age is placed; minors' data are opened only with approval.",
  },
  retentionDays: 365,
  subject: 'person',
  feeds: ['person.enrolled'],
  hints: ['学籍', '学生', '在校', '入学'],
  columns: {
    name: {
      label: { zh: '姓名', en: 'Name' },
      kind: 'name',
      required: true,
      aliases: ['学生姓名', '学生', '儿童姓名', '性名'],
    },
    sex: { label: { zh: '性别', en: 'Sex' }, kind: 'sex', aliases: ['姓别', '学生性别'] },
    birth: { ...birthColumn, aliases: [...birthColumn.aliases, '学生出生日期'] },
    idNumber: {
      label: { zh: '身份证号', en: 'ID number' },
      kind: 'idNumber',
      required: true,
      aliases: [
        ...idNumberAliases,
        ...numberInCertificate,
        '学生身份证号',
        '学生身份证件号',
        '学生身份证号码',
        '学生身份证',
        '学生证件号码',
        '身份证件号(学生)',
      ],
    },
    studentNumber: {
      label: { zh: '学籍号', en: 'Student number' },
      kind: 'text',
      aliases: ['全国学籍号', '学籍编号', '学籍辅号', '学号', '学生学籍号'],
    },
    school: {
      label: { zh: '学校名称', en: 'School' },
      kind: 'text',
      required: true,
      aliases: ['学校', '就读学校', '所在学校', '学籍学校', '就读学校名称', '学籍所在学校'],
    },
    grade: {
      label: { zh: '年级', en: 'Grade' },
      kind: 'text',
      aliases: ['就读年级', '所在年级', '学段年级', '年级名称'],
    },
    className: {
      label: { zh: '班级', en: 'Class' },
      kind: 'text',
      aliases: ['班级名称', '所在班级', '班号', '就读班级'],
    },
    form: {
      label: { zh: '就读方式', en: 'Form of schooling' },
      kind: 'choice',
      aliases: [
        '安置方式',
        '入学方式',
        '教育方式',
        '就学方式',
        '就读形式',
        '随班就读',
        '安置形式',
        '残疾学生就读方式',
      ],
      choices: [
        {
          value: 'regular',
          label: { zh: '普通班', en: 'Regular class' },
          aliases: ['普通', '普通学校', '普校就读', '随班就读', '普通学校随班就读', '随班', '普通教育学校'],
        },
        {
          value: 'special',
          label: { zh: '特殊教育学校', en: 'Special school' },
          aliases: [
            '特教',
            '特教学校',
            '特校',
            '特校就读',
            '特殊教育',
            '特教班',
            '普校附设特教班',
            '附设特教班',
          ],
        },
        {
          value: 'home',
          label: { zh: '送教上门', en: 'Home teaching' },
          aliases: ['送教', '送教入户', '远程教育', '送教服务'],
        },
      ],
    },
    status: {
      label: { zh: '学籍状态', en: 'Status' },
      kind: 'choice',
      aliases: [
        '学生状态',
        '在读状态',
        '就读状态',
        '在校状态',
        '学籍状况',
        '学生当前状态',
        '状态',
        '是否在校',
      ],
      choices: [
        {
          value: 'enrolled',
          label: { zh: '在读', en: 'Enrolled' },
          aliases: ['在校', '在籍', '正常', '就读', '在籍在读', '在籍在校', '是'],
        },
        {
          value: 'suspended',
          label: { zh: '休学', en: 'Suspended' },
          aliases: ['保留学籍', '缓学', '延缓入学', '请假'],
        },
        {
          value: 'left',
          label: { zh: '辍学', en: 'Left school' },
          aliases: ['退学', '失学', '离校', '流失', '否', '未入学'],
        },
        { value: 'graduated', label: { zh: '毕业', en: 'Graduated' }, aliases: ['已毕业', '结业', '肄业'] },
        {
          value: 'transferred',
          label: { zh: '转出', en: 'Transferred' },
          aliases: ['转学', '已转出', '转学转出'],
        },
      ],
    },
    guardianName: {
      label: { zh: '监护人姓名', en: 'Guardian name' },
      kind: 'name',
      aliases: ['监护人', '家长姓名', '家长', '监护人1姓名', '成员1姓名', '家庭成员或监护人姓名'],
    },
    guardianPhone: {
      label: { zh: '监护人电话', en: 'Guardian phone' },
      kind: 'phone',
      aliases: [
        '监护人联系电话',
        '家长电话',
        '家长联系电话',
        '联系电话',
        '监护人手机',
        '联系方式',
        '手机号码',
      ],
    },
    region: {
      label: { zh: '行政区划', en: 'Region' },
      kind: 'region',
      aliases: regionAliases,
      parts: countyParts,
    },
  },
})
