import { useT } from '@zhucan/ui'
import { useState } from 'react'
import { ActFrame } from './act-frame.tsx'
import type { ActionFormProps } from './action-form.tsx'
import { useClueWords } from './clue-words.tsx'
import { useClueAct } from './clue-work.queries.ts'
import { firstIssuing, IssueFields, issuingBody } from './issue-fields.tsx'

/** One clue goes down. */
export function IssueForm({ clue, onClose }: ActionFormProps) {
  const t = useT()
  const words = useClueWords()
  const [value, setValue] = useState(firstIssuing(clue.holder))
  const act = useClueAct(clue, t('clueWork.done', { action: words.action('issue') }))
  return (
    <ActFrame
      {...{ clue, onClose }}
      action="issue"
      submit={words.action('issue')}
      error={act.error}
      isPending={act.isPending}
      onSubmit={() => act.mutate({ action: 'issue', ...issuingBody(value) }, { onSuccess: onClose })}
    >
      <IssueFields
        from={clue.holder}
        place={clue.place}
        value={value}
        onChange={(part) => setValue((before) => ({ ...before, ...part }))}
      />
    </ActFrame>
  )
}
