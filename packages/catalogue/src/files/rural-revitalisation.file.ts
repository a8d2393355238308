import { defineFile } from '../define-file.ts'
import { educationChoices, relationChoices } from '../shared-choices.ts'
import {
  birthColumn,
  countyParts,
  idNumberAliases,
  numberInCertificate,
  regionAliases,
} from '../shared-columns.ts'
import {
  article,
  dataSharing,
  disabledPersonsLaw,
  legalBasis,
  personalInformation,
} from '../sharing-basis.ts'

export default defineFile({
  id: 'rural-revitalisation',
  title: { zh: '防止返贫监测和脱贫人口名单', en: 'Monitored and exited households' },
  department: { zh: '乡村振兴（农业农村）局', en: 'Rural Revitalisation (Agriculture) Bureau' },
  legalBasis: legalBasis(
    article(dataSharing, '第二条', 'art. 2'),
    disabledPersonsLaw,
    article(personalInformation, '第三十四条、第三十七条', 'arts 34 and 37'),
  ),
  permittedUse: {
    zh: '核对残疾人家庭是否应纳入防止返贫监测、帮扶措施是否落实。',
    en: 'Checking whether disabled households should be monitored and whether measures reached them.',
  },
  retentionDays: 365,
  subject: 'person',
  feeds: ['household.monitored', 'household.povertyExited', 'household.isRural'],
  hints: ['监测对象', '监测户', '防返贫', '防止返贫', '脱贫', '建档立卡', '乡村振兴', '贫困'],
  columns: {
    dataDate: {
      label: { zh: '数据日期', en: 'Data date' },
      kind: 'date',
      aliases: ['数据时间', '统计日期', '数据更新日期', '导出日期'],
    },
    region: {
      label: { zh: '行政区划', en: 'Region' },
      kind: 'region',
      aliases: regionAliases,
      parts: countyParts,
    },
    hamlet: {
      label: { zh: '自然村', en: 'Hamlet' },
      kind: 'text',
      aliases: ['村民小组', '小组', '组', '屯'],
    },
    householdNumber: {
      label: { zh: '户编号', en: 'Household number' },
      kind: 'text',
      required: true,
      aliases: ['户号', '户编码', '家庭编号', '贫困户编号', '脱贫户编号', '监测户编号'],
    },
    personNumber: {
      label: { zh: '人编号', en: 'Person number' },
      kind: 'text',
      aliases: ['人员编号', '人员编码', '成员编号', '人编码'],
    },
    name: {
      label: { zh: '姓名', en: 'Name' },
      kind: 'name',
      required: true,
      aliases: ['成员姓名', '家庭成员姓名', '人员姓名', '性名'],
    },
    sex: { label: { zh: '性别', en: 'Sex' }, kind: 'sex', aliases: ['姓别'] },
    birth: birthColumn,
    idNumber: {
      label: { zh: '证件号码', en: 'Number' },
      kind: 'idNumber',
      required: true,
      aliases: [
        '身份证号',
        ...idNumberAliases.filter((alias) => alias !== '证件号码'),
        ...numberInCertificate,
      ],
    },
    members: {
      label: { zh: '人数', en: 'Members' },
      kind: 'integer',
      aliases: ['家庭人口', '家庭人口数', '家庭人数', '户人数', '人口数'],
    },
    relationToHead: {
      label: { zh: '与户主关系', en: 'Relation to head' },
      kind: 'choice',
      choices: relationChoices,
      aliases: ['户主关系', '与户主的关系', '与户主关糸'],
    },
    ethnicity: { label: { zh: '民族', en: 'Ethnicity' }, kind: 'text', aliases: ['民簇'] },
    education: {
      label: { zh: '文化程度', en: 'Education' },
      kind: 'choice',
      choices: educationChoices,
      aliases: ['学历', '受教育程度'],
    },
    student: {
      label: { zh: '在校生状况', en: 'Student status' },
      kind: 'text',
      aliases: ['在校生情况', '在校情况', '在校生状态'],
    },
    health: {
      label: { zh: '健康状况', en: 'Health' },
      kind: 'text',
      aliases: ['身体状况', '健康情况', '身体健康状况'],
    },
    labour: {
      label: { zh: '劳动技能', en: 'Labour ability' },
      kind: 'text',
      aliases: ['劳动能力', '劳动力状况', '劳动力', '劳动力类型'],
    },
    workMonths: {
      label: { zh: '务工时间', en: 'Months of work' },
      kind: 'integer',
      aliases: ['务工时间(月)', '务工月数', '务工时长'],
    },
    majorIllnessInsured: {
      label: { zh: '是否参加大病保险', en: 'Major-illness insurance' },
      kind: 'yesNo',
      aliases: ['大病保险', '参加大病保险', '是否参加大病医疗'],
    },
    cause: {
      label: { zh: '致贫原因', en: 'Cause' },
      kind: 'text',
      aliases: [
        '致贫原因1',
        '主要致贫原因',
        '返贫致贫风险',
        '致贫返贫风险',
        '风险类型',
        '致贫风险1',
        '返贫致贫风险1',
        '监测原因',
        '风险原因',
      ],
    },
    dangerousHouse: {
      label: { zh: '危房户', en: 'Dangerous house' },
      kind: 'yesNo',
      aliases: ['是否危房户', '是否危房'],
    },
    safeWater: {
      label: { zh: '是否解决安全饮用水', en: 'Safe water' },
      kind: 'yesNo',
      aliases: ['安全饮水', '饮水安全', '是否解决安全饮水', '饮水是否安全'],
    },
    incomePerHead: {
      label: { zh: '人均纯收入', en: 'Income per head' },
      kind: 'money',
      aliases: ['家庭人均纯收入', '人均收入', '年人均纯收入', '上年度人均纯收入'],
    },
    householdPhone: {
      label: { zh: '户联系电话', en: 'Household phone' },
      kind: 'phone',
      aliases: ['户主电话', '户主联系电话', '联系电话'],
    },
    personPhone: {
      label: { zh: '人联系电话', en: 'Phone' },
      kind: 'phone',
      aliases: ['本人联系电话', '本人电话', '成员电话'],
    },
    firstIdentified: {
      label: { zh: '首次识别时间', en: 'First identified' },
      kind: 'month',
      past: true,
      aliases: ['识别时间', '户识别时间', '首次识别年月', '识别年月', '纳入时间', '监测对象识别时间'],
    },
    personIdentified: {
      label: { zh: '人员识别时间', en: 'Person identified' },
      kind: 'month',
      past: true,
      aliases: ['人识别时间', '成员识别时间'],
    },
    householdKind: {
      label: { zh: '户类型', en: 'Household kind' },
      kind: 'choice',
      aliases: ['农户类型', '户类别', '户属性', '农户属性', '脱贫户类型', '户类形'],
      choices: [
        {
          value: 'exited',
          label: { zh: '脱贫户', en: 'Exited' },
          aliases: [
            '脱贫享受政策户',
            '脱贫不享受政策户',
            '脱贫享受政策',
            '脱贫不享受政策',
            '脱贫户(享受政策)',
            '脱贫户(不享受政策)',
            '脱贫人口',
            '建档立卡户',
            '建档立卡脱贫户',
            '已脱贫',
            '稳定脱贫户',
            '正常脱贫',
          ],
        },
        {
          value: 'ordinary',
          label: { zh: '一般农户', en: 'Ordinary' },
          aliases: [
            '普通农户',
            '一般户',
            '农户',
            '非脱贫户',
            '一般监测户',
            '非建档立卡户',
            '低保户',
            '低保边缘户',
            '分散供养特困',
          ],
        },
        {
          value: 'poor',
          label: { zh: '贫困户', en: 'Poor' },
          aliases: ['未脱贫户', '建档立卡贫困户', '一般贫困户', '低保贫困户', '五保贫困户', '返贫户'],
        },
        {
          value: 'monitored',
          label: { zh: '监测对象', en: 'Monitored' },
          aliases: ['监测户', '防返贫监测对象', '防止返贫致贫对象', '防止返贫监测对象'],
        },
      ],
    },
    category: {
      label: { zh: '监测对象类型', en: 'Monitoring category' },
      kind: 'choice',
      aliases: [
        '易返贫致贫户(监测对象)类型',
        '易返贫致贫户类型',
        '监测对象类别',
        '监测类型',
        '监测户类型',
        '监测类别',
        '监测对象',
        '防止返贫致贫对象类型',
      ],
      choices: [
        {
          value: 'unstable',
          label: { zh: '脱贫不稳定户', en: 'Exited, unstable' },
          aliases: ['脱贫不稳定', '脱贫不稳户', '脱贫不稳定人口'],
        },
        {
          value: 'marginal',
          label: { zh: '边缘易致贫户', en: 'Marginal, at risk' },
          aliases: ['边缘易致贫', '边缘户', '易致贫户', '边缘易致贫人口'],
        },
        {
          value: 'sudden',
          label: { zh: '突发严重困难户', en: 'Sudden hardship' },
          aliases: ['突发严重困难', '突发困难户', '严重困难户'],
        },
        {
          value: 'atRisk',
          label: { zh: '防止返贫致贫对象', en: 'At risk of (returning to) poverty' },
          aliases: ['防返贫致贫对象', '返贫致贫对象', '易返贫致贫户'],
        },
        {
          value: 'none',
          label: { zh: '非监测对象', en: 'Not monitored' },
          aliases: ['否', '无', '不是', '非监测户', '非监测'],
        },
      ],
    },
    riskRemoved: {
      label: { zh: '风险是否消除', en: 'Risk removed' },
      kind: 'choice',
      aliases: ['风险是否已消除', '是否消除风险', '风险消除', '风险状态', '风险是否解除', '风险消除状态'],
      choices: [
        {
          value: 'removed',
          label: { zh: '已消除', en: 'Removed' },
          aliases: ['是', '已消除风险', '风险已消除', '消除', '1', '自然消除'],
        },
        {
          value: 'open',
          label: { zh: '未消除', en: 'Open' },
          aliases: ['否', '未消除风险', '风险未消除', '0'],
        },
        {
          value: 'tracking',
          label: { zh: '持续跟踪', en: 'Tracked' },
          aliases: ['暂不标注', '整户无劳动能力', '持续监测', '不标注'],
        },
        {
          value: 'rolledBack',
          label: { zh: '风险消除回退', en: 'Rolled back' },
          aliases: ['回退', '消除回退', '重新识别'],
        },
      ],
    },
    riskIdentified: {
      label: { zh: '风险识别时间', en: 'Risk identified' },
      kind: 'month',
      past: true,
      aliases: ['风险识别年月', '风险认定时间', '风险标注时间', '风险发生时间'],
    },
    riskRemovedIn: {
      label: { zh: '风险消除时间', en: 'Risk removed in' },
      kind: 'month',
      past: true,
      aliases: ['风险消除年月', '消除时间', '风险消除日期', '风险解除时间'],
    },
  },
})
