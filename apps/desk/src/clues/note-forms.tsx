import type { ClueAction } from '@zhucan/catalogue'
import { TextField, useT } from '@zhucan/ui'
import { useState } from 'react'
import { ActFrame } from './act-frame.tsx'
import type { ActionFormProps } from './action-form.tsx'
import { useClueWords } from './clue-words.tsx'
import { useClueAct } from './clue-work.queries.ts'
import { DayField } from './day-field.tsx'

const noteId = 'clue-note'

type Noted = Extract<ClueAction, 'pass-up' | 'return' | 'close' | 'reopen'>

/** A step that asks for a few words, needed where somebody must be told why. */
function NoteForm(props: ActionFormProps & { action: Noted; isNeeded: boolean; withDue?: boolean }) {
  const { clue, action, onClose } = props
  const t = useT()
  const words = useClueWords()
  const [note, setNote] = useState('')
  const [due, setDue] = useState('')
  const [isTried, setTried] = useState(false)
  const act = useClueAct(clue, t('clueWork.done', { action: words.action(action) }))
  const isMissing = props.isNeeded && note.trim().length < 2
  const submit = () => {
    act.reset()
    setTried(true)
    if (isMissing) return
    act.mutate(
      { action, ...(note.trim() && { note: note.trim() }), ...(due && { due }) },
      { onSuccess: onClose },
    )
  }
  const fault = isTried && isMissing ? t('clueWork.noteMissing') : undefined
  return (
    <ActFrame
      {...{ clue, action, onClose }}
      submit={words.action(action)}
      faults={fault ? [{ controlId: noteId, text: fault }] : []}
      error={act.error}
      isPending={act.isPending}
      onSubmit={submit}
    >
      <p>{t(`clueWork.about.${action}`)}</p>
      <TextField
        id={noteId}
        label={t(props.isNeeded ? 'clueWork.why' : 'clueWork.note')}
        optional={!props.isNeeded}
        rows={2}
        maxLength={500}
        value={note}
        onChange={setNote}
        error={fault}
      />
      {props.withDue && (
        <DayField
          label={t('clueWork.newDue')}
          hint={t('clueWork.newDueHint')}
          optional
          value={due}
          onChange={setDue}
        />
      )}
    </ActFrame>
  )
}

/** On to the county. */
export const PassUpForm = (props: ActionFormProps) => (
  <NoteForm {...props} action="pass-up" isNeeded={false} />
)
/** Back to whoever answered. */
export const ReturnForm = (props: ActionFormProps) => <NoteForm {...props} action="return" isNeeded withDue />
/** Done. */
export const CloseForm = (props: ActionFormProps) => <NoteForm {...props} action="close" isNeeded={false} />
/** Taken up again. */
export const ReopenForm = (props: ActionFormProps) => <NoteForm {...props} action="reopen" isNeeded />
