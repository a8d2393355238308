import type { Label } from '@zhucan/kernel'
import type { LegalSource } from './define-rule.ts'

/** Since 2025-08-01: sharing between departments and bodies with public duties; federations are such bodies. */
export const dataSharing: LegalSource = {
  title: { zh: '政务数据共享条例', en: 'Regulations on Government Data Sharing' },
}

/** Personal data: statutory duty as ground, sensitive data, minors, bodies with public duties. */
export const personalInformation: LegalSource = {
  title: { zh: '中华人民共和国个人信息保护法', en: 'Personal Information Protection Law of the PRC' },
}

/** What the federations are there for. */
export const disabledPersonsLaw: LegalSource = {
  title: { zh: '中华人民共和国残疾人保障法', en: 'Law of the PRC on the Protection of Disabled Persons' },
}

/** Registration of every disabled child by education and federation before enrolment. */
export const disabledEducation: LegalSource = {
  title: { zh: '残疾人教育条例', en: 'Regulations on the Education of Disabled Persons' },
}

/** Sharing between health bodies and federations; rehabilitation support. */
export const rehabilitation: LegalSource = {
  title: { zh: '残疾预防和残疾人康复条例', en: 'Regulations on Disability Prevention and Rehabilitation' },
}

/** The same paper, pointing at its articles. */
export function article(source: LegalSource, zh: string, en: string): LegalSource {
  return { ...source, article: { zh, en } }
}

/** One line naming papers and their articles, for the head of a file definition. */
export function legalBasis(...papers: readonly LegalSource[]): Label {
  return {
    zh: papers.map(({ title, article }) => `《${title.zh}》${article?.zh ?? ''}`).join('；'),
    en: papers.map(({ title, article }) => (article ? `${title.en}, ${article.en}` : title.en)).join('; '),
  }
}
