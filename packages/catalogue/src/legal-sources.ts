import type { LegalSource } from './define-rule.ts'

/** State Council opinion that set up the living and the nursing subsidy. */
export const twoSubsidies: LegalSource = {
  title: {
    zh: '国务院关于全面建立困难残疾人生活补贴和重度残疾人护理补贴制度的意见',
    en: 'State Council opinion on the living subsidy and the nursing subsidy for disabled persons',
  },
  article: { zh: '国发〔2015〕52号', en: 'Guofa [2015] No. 52' },
}

/** Law that makes schooling compulsory for nine years. */
export const compulsoryEducation: LegalSource = {
  title: { zh: '中华人民共和国义务教育法', en: 'Compulsory Education Law of the PRC' },
}

/** Measures on issue, renewal, freezing and cancelling of the certificate. */
export const certificateRules: LegalSource = {
  title: { zh: '残疾人证管理办法', en: 'Administrative measures for the disability certificate' },
}

/** Practice of monitoring rural households against a return to poverty; each province has its own paper. */
export const povertyMonitoring: LegalSource = {
  title: {
    zh: '防返贫动态监测工作惯例（以本地文件为准）',
    en: 'Working practice of monitoring against a return to poverty (the local paper decides)',
  },
}

/** Home visits to households the federations put first: several holders, elderly carers, severe, alone. */
export const priorityVisits: LegalSource = {
  title: {
    zh: '残疾人家庭入户探访工作惯例（以本地文件为准）',
    en: 'Working practice of home visits to disabled households (the local paper decides)',
  },
}

/** No national paper sets it: the county does. */
export const localDecision: LegalSource = {
  title: { zh: '由县（市、区）决定', en: 'Decided by the county' },
}
