import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'placed-in-work',
  version: 1,
  label: { zh: '推荐残疾人上岗就业人数', en: 'People placed in work' },
  topic: 'work',
  kind: 'count',
  unit: 'persons',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '经推荐上岗就业的残疾人', en: 'disabled people placed in work' } },
  definition: {
    zh: '全年累计，一人计一次；文件写“人（次）”的，按人统计并在说明中注明。',
    en: 'Over the year; each person once. Where a paper says "persons (times)", persons are counted and the note says so.',
  },
  rounding: whole,
  direction: 'up',
  aliases: ['残疾人上岗就业', '上岗就业', '新增就业', '城镇新增残疾人就业'],
})
