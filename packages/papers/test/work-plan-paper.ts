import type { Block, Paper } from '@zhucan/papers'

const long =
  '各区残联要提高政治站位，把年度重点工作摆上重要议事日程，主要负责同志亲自抓、分管负责同志具体抓，逐项明确责任科室和完成时限，建立台账、挂图作战，确保各项任务按时保质完成。'

const body: Block[] = [
  {
    kind: 'paragraph',
    text: '为贯彻落实市委、市政府关于残疾人工作的部署，现将2026年度残疾人重点工作任务分工通知如下。',
  },
  { kind: 'heading', level: 1, text: '工作目标' },
  {
    kind: 'paragraph',
    text: '全年新增残疾人就业不少于1000人，残疾人职业技能培训不少于1500人次，基本康复服务覆盖率和辅助器具适配率均达到90%，信访事项办结率不低于98%。',
  },
  { kind: 'heading', level: 1, text: '重点任务' },
  {
    kind: 'heading',
    level: 2,
    text: '做好困难重度残疾人家庭走访。',
    follows: `市残联负责制定走访方案，市民政局配合。${long}`,
  },
  {
    kind: 'heading',
    level: 2,
    text: '抓好残疾儿童康复救助。',
    follows: `市残联牵头，市教育局、市卫生健康委配合。${long}`,
  },
  { kind: 'heading', level: 3, text: '摸清底数。' },
  { kind: 'paragraph', text: long },
  { kind: 'heading', level: 4, text: '逐户核对。', follows: long },
  { kind: 'heading', level: 1, text: '工作要求' },
  { kind: 'paragraph', text: `请各区残联于2026年5月30日前将工作进展情况报送市残联。${long}${long}` },
]

/** A notice like a city's division of duties; everything in it is invented. */
export const dutiesPaper: Paper = {
  kind: 'duties',
  title: '关于印发《江城市2026年残疾人重点工作任务分工方案》的通知',
  number: { organ: '江残联', year: 2026, number: 6 },
  organ: '江残联',
  urgency: '',
  issuers: ['江城市残疾人联合会'],
  addressees: ['各区残联', '机关各部室、直属各单位'],
  body,
  attachments: [
    { name: '江城市2026年残疾人重点工作任务分解表', body: [] },
    { name: '各区联络员名单及工作进展情况报送的时间、格式和要求一览表', body: [] },
  ],
  seal: true,
  signedOn: '2026-03-30',
  note: '',
  copiesTo: ['市委办公室', '市政府办公室', '市残工委各成员单位'],
  printedBy: '江城市残疾人联合会办公室',
  printedOn: '2026-03-30',
  figures: {},
}

const figure = (value: string, measure: 'done' | 'target' | 'rate' | 'elapsed' = 'done') => ({
  indicator: 'vocational-training',
  indicatorVersion: 1,
  measure,
  region: '990100000000',
  period: { from: '2026-01-01', to: '2026-12-31' },
  value,
  sourceTime: '2026-11-21T08:00:00.000Z',
  target: '00000000-0000-7000-8000-000000000001',
})

/** A circular about figures, every one of them bound. */
export const bulletinPaper: Paper = {
  ...dutiesPaper,
  kind: 'bulletin',
  title: '关于2026年1—10月残疾人重点工作任务完成情况的通报',
  number: { organ: '江残联', year: 2026, number: 21 },
  addressees: ['各区残联'],
  attachments: [],
  seal: false,
  signedOn: '2026-11-22',
  printedOn: '2026-11-22',
  figures: {
    1: figure('1310'),
    2: figure('1500', 'target'),
    3: figure('87.33%', 'rate'),
    4: figure('83.29%', 'elapsed'),
    5: figure('249.45%', 'rate'),
    6: figure('52.5', 'target'),
    7: figure('130.96'),
  },
  body: [
    { kind: 'paragraph', text: '现将2026年1月1日至10月31日残疾人重点工作任务完成情况通报如下。' },
    { kind: 'heading', level: 1, text: '总体情况' },
    {
      kind: 'paragraph',
      text: '截至10月31日，全市完成职业技能培训{{1}}人次，占全年任务{{2}}人次的{{3}}，时间进度为{{4}}。',
    },
    { kind: 'heading', level: 1, text: '各区完成情况' },
    {
      kind: 'table',
      caption: '职业技能培训完成情况（单位：人次）',
      columns: [
        { label: '地区', width: 3, align: 'left' },
        { label: '任务', width: 2, align: 'centre' },
        { label: '完成', width: 2, align: 'centre' },
        { label: '完成率', width: 2, align: 'centre' },
        { label: '数据截至', width: 2.5, align: 'centre' },
      ],
      rows: [
        ['江岸区', '{{6}}', '{{7}}', '{{5}}', '11月21日'],
        ['汉南区', '300', '280', '93.33%', '11月20日'],
      ],
    },
    { kind: 'heading', level: 1, text: '下一步工作' },
    { kind: 'paragraph', text: '请进度滞后的区于2026年12月10日前将整改情况报送市残联。' },
  ],
}
