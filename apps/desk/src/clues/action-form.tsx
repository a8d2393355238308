import type { ClueAction } from '@zhucan/catalogue'
import type { WholeClue } from './clue-work.queries.ts'
import { FeedbackForm } from './feedback-form.tsx'
import { HandleForm } from './handle-form.tsx'
import { IssueForm } from './issue-form.tsx'
import { CloseForm, PassUpForm, ReopenForm, ReturnForm } from './note-forms.tsx'
import { TakeForm } from './take-form.tsx'

/** What a form of one action gets. */
export interface ActionFormProps {
  clue: WholeClue
  onClose: () => void
}

/** The form behind one step; it keeps what was typed while the clue is loaded anew. */
export function ActionForm({ action, ...props }: ActionFormProps & { action: ClueAction }) {
  switch (action) {
    case 'receive':
    case 'verify':
      return <TakeForm {...props} action={action} />
    case 'feedback':
    case 'sample-result':
      return <FeedbackForm {...props} action={action} />
    case 'handle':
      return <HandleForm {...props} />
    case 'issue':
      return <IssueForm {...props} />
    case 'return':
      return <ReturnForm {...props} />
    case 'pass-up':
      return <PassUpForm {...props} />
    case 'close':
      return <CloseForm {...props} />
    case 'reopen':
      return <ReopenForm {...props} />
    default:
      return null
  }
}
