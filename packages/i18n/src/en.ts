import clueWork from '../en/clue-work.json' with { type: 'json' }
import clues from '../en/clues.json' with { type: 'json' }
import exports from '../en/exports.json' with { type: 'json' }
import health from '../en/health.json' with { type: 'json' }
import home from '../en/home.json' with { type: 'json' }
import imports from '../en/imports.json' with { type: 'json' }
import lists from '../en/lists.json' with { type: 'json' }
import organisations from '../en/organisations.json' with { type: 'json' }
import oversight from '../en/oversight.json' with { type: 'json' }
import palette from '../en/palette.json' with { type: 'json' }
import people from '../en/people.json' with { type: 'json' }
import person from '../en/person.json' with { type: 'json' }
import problems from '../en/problems.json' with { type: 'json' }
import register from '../en/register.json' with { type: 'json' }
import security from '../en/security.json' with { type: 'json' }
import settings from '../en/settings.json' with { type: 'json' }
import shell from '../en/shell.json' with { type: 'json' }
import signIn from '../en/sign-in.json' with { type: 'json' }
import ui from '../en/ui.json' with { type: 'json' }
import views from '../en/views.json' with { type: 'json' }
import words from '../en/words.json' with { type: 'json' }

/** All screen texts in English. */
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
