import clueWork from '../zh-CN/clue-work.json' with { type: 'json' }
import clues from '../zh-CN/clues.json' with { type: 'json' }
import exports from '../zh-CN/exports.json' with { type: 'json' }
import health from '../zh-CN/health.json' with { type: 'json' }
import home from '../zh-CN/home.json' with { type: 'json' }
import imports from '../zh-CN/imports.json' with { type: 'json' }
import lists from '../zh-CN/lists.json' with { type: 'json' }
import organisations from '../zh-CN/organisations.json' with { type: 'json' }
import oversight from '../zh-CN/oversight.json' with { type: 'json' }
import palette from '../zh-CN/palette.json' with { type: 'json' }
import people from '../zh-CN/people.json' with { type: 'json' }
import person from '../zh-CN/person.json' with { type: 'json' }
import problems from '../zh-CN/problems.json' with { type: 'json' }
import register from '../zh-CN/register.json' with { type: 'json' }
import security from '../zh-CN/security.json' with { type: 'json' }
import settings from '../zh-CN/settings.json' with { type: 'json' }
import shell from '../zh-CN/shell.json' with { type: 'json' }
import signIn from '../zh-CN/sign-in.json' with { type: 'json' }
import ui from '../zh-CN/ui.json' with { type: 'json' }
import views from '../zh-CN/views.json' with { type: 'json' }
import words from '../zh-CN/words.json' with { type: 'json' }

/** All screen texts in Chinese, the source language. */
export const messages = {
  ...ui,
  ...words,
  ...shell,
  ...signIn,
  ...home,
  ...register,
  ...person,
  ...imports,
  ...lists,
  ...clues,
  ...clueWork,
  ...oversight,
  ...organisations,
  ...exports,
  ...settings,
  ...health,
  ...security,
  ...people,
  ...views,
  ...palette,
}

export { problems }
