import { plainDate } from '@zhucan/kernel'
import { defineRule } from '../define-rule.ts'
import { compulsoryEducation } from '../legal-sources.ts'

export default defineRule({
  id: 'school-age-not-enrolled',
  title: { zh: '义务教育适龄未入学', en: 'School-age child not enrolled' },
  since: plainDate('2016-01-01'),
  source: compulsoryEducation,
  subject: 'person',
  when: `
    person.alive
    && person.certificateState != "cancelled"
    && person.age >= policy.schoolAgeFrom
    && person.age <= policy.schoolAgeTo
    && !person.enrolled
  `,
  advice: {
    zh: '入户核实是否在外地就读、缓学或当年 8 月 31 日后才满入学年龄；未入学的，会同教育部门按一人一案安置（普通学校、特教学校、送教上门）。',
    en: 'Visit: is the child at school elsewhere, deferred, or of age only after 31 August? If not, place the child with the education department: ordinary school, special school or teaching at home.',
  },
  severity: 'high',
  kind: 'risk',
})
