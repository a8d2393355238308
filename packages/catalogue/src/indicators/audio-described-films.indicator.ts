import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'audio-described-films',
  version: 1,
  label: { zh: '无障碍电影部数', en: 'Audio-described films' },
  topic: 'culture',
  kind: 'count',
  unit: 'works',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '播出的无障碍电影', en: 'films shown' } },
  definition: { zh: '一部计一次，重复播出不另计。', en: 'Each film once, however often shown.' },
  rounding: whole,
  direction: 'up',
  aliases: ['革命历史题材无障碍电影', '无障碍电影'],
})
