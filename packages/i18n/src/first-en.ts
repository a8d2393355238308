import problems from '../en/first-problems.json' with { type: 'json' }
import register from '../en/register.json' with { type: 'json' }
import security from '../en/security.json' with { type: 'json' }
import shell from '../en/shell.json' with { type: 'json' }
import signIn from '../en/sign-in.json' with { type: 'json' }
import ui from '../en/ui.json' with { type: 'json' }
import views from '../en/views.json' with { type: 'json' }
import words from '../en/words.json' with { type: 'json' }

/** What log-in, the frame and the first list say in English. */
export const messages = {
  ...ui,
  ...words,
  ...shell,
  ...signIn,
  ...security,
  ...register,
  ...views,
}

export { problems }
