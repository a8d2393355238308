import type { ColumnDefinition } from '../define-file.ts'
import { educationChoices, relationChoices } from '../shared-choices.ts'

/** Columns of the register about household, guardian, schooling, work and bank. */
export const familyColumns = {
  householdNumber: {
    label: { zh: '户编号', en: 'Household number' },
    kind: 'text',
    aliases: [
      '户号',
      '家庭编号',
      '户籍编号',
      '户口编号',
      '户口本号',
      '户口簿号',
      '户口簿编号',
      '家庭户号',
      '户ID',
    ],
  },
  relationToHead: {
    label: { zh: '与户主关系', en: 'Relation to head' },
    kind: 'choice',
    choices: relationChoices,
    aliases: ['户主关系', '与户主的关系', '和户主关系', '家庭关系', '与户主关糸'],
  },
  hukouKind: {
    label: { zh: '户口性质', en: 'Household registration kind' },
    kind: 'choice',
    aliases: ['户籍性质', '户口类别', '户口类型', '户籍类别', '户籍类型', '家庭户口性质'],
    choices: [
      {
        value: 'rural',
        label: { zh: '农业', en: 'Rural' },
        aliases: ['农业户口', '农村', '农业户', '农', '1'],
      },
      {
        value: 'urban',
        label: { zh: '非农业', en: 'Urban' },
        aliases: ['非农业户口', '城镇', '城市', '非农', '非农户口', '居民户口', '居民', '2'],
      },
    ],
  },
  guardianName: {
    label: { zh: '监护人姓名', en: 'Guardian name' },
    kind: 'name',
    aliases: ['监护人', '联系人', '联系人姓名', '法定监护人', '监护人名字', '家属姓名'],
  },
  guardianPhone: {
    label: { zh: '监护人电话', en: 'Guardian phone' },
    kind: 'phone',
    aliases: ['监护人联系电话', '监护人手机', '监护人手机号', '监护人联系方式', '联系人电话', '联系人手机'],
  },
  guardianRelation: {
    label: { zh: '与监护人关系', en: 'Relation to guardian' },
    kind: 'choice',
    choices: relationChoices,
    aliases: ['监护人关系', '监护关系', '监护人与残疾人关系', '与残疾人关系', '与本人关系', '联系人关系'],
  },
  maritalStatus: {
    label: { zh: '婚姻状况', en: 'Marital status' },
    kind: 'choice',
    aliases: ['婚姻', '婚姻情况', '婚否', '婚姻状态', '婚烟状况'],
    choices: [
      { value: 'single', label: { zh: '未婚', en: 'Single' }, aliases: ['单身', '10', '1'] },
      {
        value: 'married',
        label: { zh: '已婚', en: 'Married' },
        aliases: ['初婚', '再婚', '复婚', '有配偶', '已婚有配偶', '20', '2'],
      },
      { value: 'widowed', label: { zh: '丧偶', en: 'Widowed' }, aliases: ['30', '3'] },
      { value: 'divorced', label: { zh: '离婚', en: 'Divorced' }, aliases: ['离异', '40', '4'] },
    ],
  },
  education: {
    label: { zh: '文化程度', en: 'Education' },
    kind: 'choice',
    choices: educationChoices,
    aliases: ['学历', '受教育程度', '教育程度', '文化水平', '最高学历'],
  },
  employment: {
    label: { zh: '就业状况', en: 'Employment' },
    kind: 'choice',
    aliases: ['就业情况', '就业状态', '就业形式', '职业', '是否就业', '就业'],
    choices: [
      {
        value: 'quota',
        label: { zh: '按比例就业', en: 'Quota employment' },
        aliases: ['单位就业', '按比例'],
      },
      {
        value: 'concentrated',
        label: { zh: '集中就业', en: 'Concentrated employment' },
        aliases: ['福利企业'],
      },
      {
        value: 'selfEmployed',
        label: { zh: '个体就业', en: 'Self-employed' },
        aliases: ['个体就业(含自主创业)', '自主创业', '个体', '创业'],
      },
      {
        value: 'publicWelfare',
        label: { zh: '公益性岗位就业', en: 'Public-welfare job' },
        aliases: ['公益性岗位', '公益岗位', '公益岗'],
      },
      { value: 'auxiliary', label: { zh: '辅助性就业', en: 'Auxiliary employment' }, aliases: [] },
      {
        value: 'farming',
        label: { zh: '农村种养加', en: 'Farming' },
        aliases: ['务农', '种养殖', '种养加', '农业生产'],
      },
      {
        value: 'flexible',
        label: { zh: '灵活就业', en: 'Flexible employment' },
        aliases: ['打零工', '务工', '已就业', '是', '就业'],
      },
      {
        value: 'none',
        label: { zh: '未就业', en: 'Not employed' },
        aliases: ['失业', '无业', '待业', '否', '无', '退休', '在校', '学生', '无劳动能力'],
      },
    ],
  },
  bankName: {
    label: { zh: '开户银行', en: 'Bank' },
    kind: 'text',
    aliases: ['开户行', '银行', '银行名称', '开户行名称', '发放银行', '账户开户行'],
  },
  bankAccount: {
    label: { zh: '银行账号', en: 'Bank account' },
    kind: 'text',
    aliases: [
      '银行卡号',
      '银行帐号',
      '账号',
      '帐号',
      '银行账户',
      '一卡通账号',
      '一卡通号',
      '卡号',
      '存折账号',
      '社保卡银行账号',
    ],
  },
  selfCare: {
    label: { zh: '生活自理能力', en: 'Self-care' },
    kind: 'choice',
    aliases: ['自理能力', '生活自理', '自理情况', '生活自理情况', '生活能否自理'],
    choices: [
      {
        value: 'full',
        label: { zh: '完全自理', en: 'Full' },
        aliases: ['能自理', '自理', '有', '能', '具备生活自理能力', '全自理'],
      },
      {
        value: 'partial',
        label: { zh: '部分自理', en: 'Partial' },
        aliases: ['半自理', '部分丧失', '半护理', '部分丧失生活自理能力'],
      },
      {
        value: 'none',
        label: { zh: '不能自理', en: 'None' },
        aliases: ['完全不能自理', '无', '不能', '全护理', '完全丧失生活自理能力', '无自理能力'],
      },
    ],
  },
  assessedBy: {
    label: { zh: '评定机构', en: 'Assessed by' },
    kind: 'text',
    aliases: ['评定医院', '评残机构', '评残医院', '残疾评定机构', '残疾评定医院'],
  },
  notes: {
    label: { zh: '备注', en: 'Notes' },
    kind: 'text',
    aliases: ['说明', '备註', '备注信息', '其他说明'],
  },
} as const satisfies Record<string, ColumnDefinition>
