import problems from '../zh-CN/first-problems.json' with { type: 'json' }
import register from '../zh-CN/register.json' with { type: 'json' }
import security from '../zh-CN/security.json' with { type: 'json' }
import shell from '../zh-CN/shell.json' with { type: 'json' }
import signIn from '../zh-CN/sign-in.json' with { type: 'json' }
import ui from '../zh-CN/ui.json' with { type: 'json' }
import views from '../zh-CN/views.json' with { type: 'json' }
import words from '../zh-CN/words.json' with { type: 'json' }

/** What log-in, the frame and the first list say in Chinese. */
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
