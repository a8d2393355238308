import clueWork from '../zh-CN/clue-work.json' with { type: 'json' }
import clues from '../zh-CN/clues.json' with { type: 'json' }
import erasure from '../zh-CN/erasure.json' with { type: 'json' }
import exports from '../zh-CN/exports.json' with { type: 'json' }
import figures from '../zh-CN/figures.json' with { type: 'json' }
import health from '../zh-CN/health.json' with { type: 'json' }
import home from '../zh-CN/home.json' with { type: 'json' }
import imports from '../zh-CN/imports.json' with { type: 'json' }
import linking from '../zh-CN/linking.json' with { type: 'json' }
import lists from '../zh-CN/lists.json' with { type: 'json' }
import notices from '../zh-CN/notices.json' with { type: 'json' }
import organisations from '../zh-CN/organisations.json' with { type: 'json' }
import oversight from '../zh-CN/oversight.json' with { type: 'json' }
import palette from '../zh-CN/palette.json' with { type: 'json' }
import papers from '../zh-CN/papers.json' with { type: 'json' }
import people from '../zh-CN/people.json' with { type: 'json' }
import person from '../zh-CN/person.json' with { type: 'json' }
import policyLines from '../zh-CN/policy-lines.json' with { type: 'json' }
import laterProblems from '../zh-CN/problems.json' with { type: 'json' }
import proposals from '../zh-CN/proposals.json' with { type: 'json' }
import settings from '../zh-CN/settings.json' with { type: 'json' }
import work from '../zh-CN/work.json' with { type: 'json' }
import { messages as firstMessages, problems as firstProblems } from './first-zh-cn.ts'

/** All screen texts in Chinese, the source language. */
export const messages = {
  ...firstMessages,
  ...home,
  ...figures,
  ...person,
  ...imports,
  ...linking,
  ...proposals,
  ...lists,
  ...clues,
  ...clueWork,
  ...oversight,
  ...organisations,
  ...notices,
  ...exports,
  ...settings,
  ...health,
  ...papers,
  ...people,
  ...palette,
  ...policyLines,
  ...erasure,
  ...work,
}

/** What people are told about every Problem. */
export const problems = { ...firstProblems, ...laterProblems }
