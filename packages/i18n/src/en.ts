import clueWork from '../en/clue-work.json' with { type: 'json' }
import clues from '../en/clues.json' with { type: 'json' }
import erasure from '../en/erasure.json' with { type: 'json' }
import exports from '../en/exports.json' with { type: 'json' }
import figures from '../en/figures.json' with { type: 'json' }
import health from '../en/health.json' with { type: 'json' }
import home from '../en/home.json' with { type: 'json' }
import imports from '../en/imports.json' with { type: 'json' }
import linking from '../en/linking.json' with { type: 'json' }
import lists from '../en/lists.json' with { type: 'json' }
import notices from '../en/notices.json' with { type: 'json' }
import organisations from '../en/organisations.json' with { type: 'json' }
import oversight from '../en/oversight.json' with { type: 'json' }
import palette from '../en/palette.json' with { type: 'json' }
import papers from '../en/papers.json' with { type: 'json' }
import people from '../en/people.json' with { type: 'json' }
import person from '../en/person.json' with { type: 'json' }
import policyLines from '../en/policy-lines.json' with { type: 'json' }
import laterProblems from '../en/problems.json' with { type: 'json' }
import proposals from '../en/proposals.json' with { type: 'json' }
import settings from '../en/settings.json' with { type: 'json' }
import work from '../en/work.json' with { type: 'json' }
import { messages as firstMessages, problems as firstProblems } from './first-en.ts'

/** All screen texts in English. */
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
