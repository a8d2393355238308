import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'volunteer-teams',
  version: 1,
  label: { zh: '集中培训助残志愿者队伍数', en: 'Volunteer teams trained' },
  topic: 'culture',
  kind: 'count',
  unit: 'teams',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '参加集中培训的队伍', en: 'teams trained' } },
  definition: { zh: '一支队伍计一次。', en: 'Each team once.' },
  rounding: whole,
  direction: 'up',
  aliases: ['助残志愿者队伍集中培训', '志愿者队伍'],
})
