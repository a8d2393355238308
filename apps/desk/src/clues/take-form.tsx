import { useT } from '@zhucan/ui'
import { ActFrame } from './act-frame.tsx'
import type { ActionFormProps } from './action-form.tsx'
import { useClueWords } from './clue-words.tsx'
import { useClueAct } from './clue-work.queries.ts'

/** To take what was sent, or to set out and check. */
export function TakeForm({ clue, action, onClose }: ActionFormProps & { action: 'receive' | 'verify' }) {
  const t = useT()
  const words = useClueWords()
  const act = useClueAct(clue, t('clueWork.done', { action: words.action(action) }))
  return (
    <ActFrame
      {...{ clue, action, onClose }}
      submit={words.action(action)}
      error={act.error}
      isPending={act.isPending}
      onSubmit={() => act.mutate({ action }, { onSuccess: onClose })}
    >
      <p>{t(`clueWork.about.${action}`)}</p>
    </ActFrame>
  )
}
