import { defineFile } from '../define-file.ts'
import { certificateRules } from '../legal-sources.ts'
import { article, disabledPersonsLaw, legalBasis, personalInformation } from '../sharing-basis.ts'
import { familyColumns } from './register-family-columns.ts'
import { personColumns } from './register-person-columns.ts'

const holders = { ...personColumns, ...familyColumns } as const

const family = {
  householdNumber: { ...holders.householdNumber, required: true },
  name: { ...holders.name, aliases: ['成员姓名', '家庭成员姓名', '家庭成员', '性名', 'xm'] },
  relationToHead: holders.relationToHead,
  idNumber: { ...holders.idNumber, required: true },
  birth: holders.birth,
  sex: holders.sex,
  isCarer: {
    label: { zh: '是否照料人', en: 'Is carer' },
    kind: 'yesNo',
    aliases: ['照料人', '是否照护人', '照护人', '是否监护人', '是否主要照料人', '主要照料人', '是否照顾者'],
  },
  phone: holders.phone,
} as const

export default defineFile({
  id: 'register',
  title: { zh: '残疾人名册', en: 'Register of disabled persons' },
  department: { zh: '残疾人联合会', en: "Disabled Persons' Federation" },
  legalBasis: legalBasis(
    article(disabledPersonsLaw, '第八条', 'art. 8'),
    certificateRules,
    article(personalInformation, '第十三条第一款第三项、第三十七条', 'arts 13(1)(3) and 37'),
  ),
  permittedUse: {
    zh: '残疾人证管理，为残疾人提供服务、落实补贴，核实返贫和照料风险。',
    en: 'Certificates, services and subsidies for disabled persons, and checking of poverty and care risks.',
  },
  retentionDays: 0,
  subject: 'person',
  feeds: [
    'person.age',
    'person.sex',
    'person.category',
    'person.level',
    'person.certificateState',
    'person.daysToExpiry',
    'person.alive',
    'household.holders',
    'household.size',
    'household.oldestCarerAge',
    'household.isRural',
  ],
  sheets: {
    holders: {
      title: { zh: '持证残疾人', en: 'Certificate holders' },
      hints: [
        '持证残疾人',
        '残疾人名册',
        '残疾人花名册',
        '残疾人台账',
        '残疾人信息',
        '残疾人基本信息',
        '持证人员',
      ],
      columns: holders,
    },
    family: {
      title: { zh: '家庭成员', en: 'Family members' },
      hints: ['家庭成员', '家属'],
      columns: family,
    },
  },
})
