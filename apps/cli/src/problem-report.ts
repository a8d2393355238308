import { describeProblem, loadTexts, type ProblemTexts } from '@zhucan/i18n'
import type { Problem } from '@zhucan/kernel'
import operatorTexts from './operator-problems.text.json' with { type: 'json' }
import { fill } from './output.ts'
import words from './words.text.json' with { type: 'json' }

/** A Problem in words. */
export interface ProblemReport {
  code: string
  params: Problem['params']
  zh: { what: string; todo: string }
  en: { what: string; todo: string }
}

/**
 * What happened and what to do, in both languages. Whoever runs commands may be told about folders,
 * settings and processes; where such a text exists it comes before that of the screens.
 */
export async function reportProblem({ code, params }: Problem): Promise<ProblemReport> {
  const [zh, en] = await Promise.all([loadTexts('zh-CN'), loadTexts('en')])
  const also = (language: 'zh' | 'en') =>
    params.otherRegister === undefined ? '' : fill(words.otherRegister[language], params)
  const inChinese = describeProblem({ ...zh.problems, ...operator('zh') }, code, params, 'zh-CN')
  const inEnglish = describeProblem({ ...en.problems, ...operator('en') }, code, params, 'en')
  return {
    code,
    params,
    zh: { ...inChinese, todo: inChinese.todo + also('zh') },
    en: { ...inEnglish, todo: `${inEnglish.todo} ${also('en')}`.trimEnd() },
  }
}

/** The report as a person reads it; a command has several files, so the one it is about is named. */
export function problemLines({ code, params, zh, en }: ProblemReport): string {
  const about = String(params.file ?? params.path ?? '')
  const isNamed = about === '' || zh.what.includes(about)
  const [before, after] = isNamed ? ['', ''] : [`${about}：`, `${about}: `]
  return `${before}${zh.what}${zh.todo}\n${after}${en.what} ${en.todo}\n[${code}]\n`
}

function operator(language: 'zh' | 'en'): ProblemTexts {
  return Object.fromEntries(Object.entries(operatorTexts).map(([code, text]) => [code, text[language]]))
}
