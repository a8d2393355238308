import { clueVerdicts, clueVisits, secondLooks } from '@zhucan/catalogue'
import { isPlainDate, type Label } from '@zhucan/kernel'
import { type FieldFault, RadioGroup, Select, TextField, useFormat, useT } from '@zhucan/ui'
import { useState } from 'react'
import { useMe } from '../app/session.ts'
import { ActFrame } from './act-frame.tsx'
import type { ActionFormProps } from './action-form.tsx'
import { useClueWords } from './clue-words.tsx'
import { type EvidenceFile, useClueAct, type WholeClue } from './clue-work.queries.ts'
import { DayField } from './day-field.tsx'
import { EvidenceField } from './evidence-field.tsx'

const ids = { answer: 'clue-answer', day: 'clue-day', text: 'clue-text' }
const shortest = 10
const noFact = 'none'

interface Draft {
  readonly answer: string
  readonly visit: string
  readonly day: string
  readonly text: string
  readonly fact: string
  readonly files: readonly EvidenceFile[]
}

/** What was found by whoever checked, or by the county's second look. */
export function FeedbackForm({
  clue,
  action,
  onClose,
}: ActionFormProps & { action: 'feedback' | 'sample-result' }) {
  const t = useT()
  const format = useFormat()
  const words = useClueWords()
  const me = useMe()
  const isSecond = action === 'sample-result'
  const [draft, setDraft] = useState<Draft>({
    ...{ answer: '', visit: 'home', day: me.day, text: '', fact: noFact, files: [] },
  })
  const [isTried, setTried] = useState(false)
  const act = useClueAct(clue, t('clueWork.done', { action: words.action(action) }))
  const faults = useFaults(draft, isSecond, me.day)
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const faultOf = (id: string) =>
    isTried ? faults.find(({ controlId }) => controlId === id)?.text : undefined
  const submit = () => {
    act.reset()
    setTried(true)
    if (faults.length === 0) act.mutate(bodyOf(draft, action), { onSuccess: onClose })
  }
  return (
    <ActFrame
      {...{ clue, action, onClose }}
      submit={t(isSecond ? 'clueWork.submitSecond' : 'clueWork.submitFeedback')}
      faults={isTried ? faults : []}
      error={act.error}
      isPending={act.isPending}
      onSubmit={submit}
    >
      <div id={ids.answer} tabIndex={-1}>
        <RadioGroup
          label={t(isSecond ? 'clueWork.result' : 'clueWork.verdict')}
          value={draft.answer}
          onChange={(answer) => change({ answer })}
          options={isSecond ? optionsOf(secondLooks, format.label) : verdictOptions(t, format.label)}
        />
        {faultOf(ids.answer) && <p className="clue-fault">{faultOf(ids.answer)}</p>}
      </div>
      <RadioGroup
        look="bar"
        label={t('clueWork.visit')}
        value={draft.visit}
        onChange={(visit) => change({ visit })}
        options={optionsOf(clueVisits, format.label)}
      />
      <DayField
        id={ids.day}
        label={t('clueWork.visitedOn')}
        value={draft.day}
        onChange={(day) => change({ day })}
        error={faultOf(ids.day)}
      />
      <TextField
        id={ids.text}
        label={t('clueWork.text')}
        hint={t('clueWork.textHint')}
        rows={4}
        maxLength={2000}
        value={draft.text}
        onChange={(text) => change({ text })}
        error={faultOf(ids.text)}
      />
      <EvidenceField
        clue={clue}
        files={draft.files}
        onChange={(update) => setDraft((before) => ({ ...before, files: update(before.files) }))}
      />
      {!isSecond && <FactChoice clue={clue} value={draft.fact} onChange={(fact) => change({ fact })} />}
    </ActFrame>
  )
}

function useFaults(draft: Draft, isSecond: boolean, today: string): FieldFault[] {
  const t = useT()
  return [
    ...(draft.answer
      ? []
      : [
          {
            controlId: ids.answer,
            text: t(isSecond ? 'clueWork.resultMissing' : 'clueWork.verdictMissing'),
          },
        ]),
    ...(isPlainDate(draft.day) && draft.day <= today
      ? []
      : [{ controlId: ids.day, text: t('clueWork.dayWrong') }]),
    ...(draft.text.trim().length >= shortest
      ? []
      : [{ controlId: ids.text, text: t('clueWork.textShort', { count: shortest }) }]),
  ]
}

const bodyOf = ({ answer, visit, day, text, fact, files }: Draft, action: string) => ({
  action,
  visit,
  visitedOn: day,
  text: text.trim(),
  files: files.map(({ id }) => id),
  ...(action === 'feedback'
    ? { verdict: answer, ...(fact !== noFact && { factId: fact }) }
    : { result: answer }),
})

const optionsOf = (table: Readonly<Record<string, Label>>, name: (label: Label) => string) =>
  Object.entries(table).map(([value, label]) => ({ value, label: name(label) }))

const verdictOptions = (t: ReturnType<typeof useT>, name: (label: Label) => string) =>
  (['true', 'false', 'unknown'] as const).map((value) => ({
    value,
    label: name(clueVerdicts[value]),
    note: t(`clueWork.verdictNote.${value}`),
  }))

/** A row of the register or of a department can be the evidence, where there is nothing to photograph. */
function FactChoice(props: { clue: WholeClue; value: string; onChange: (fact: string) => void }) {
  const t = useT()
  const { rows } = props.clue.why
  if (rows.length === 0) return null
  return (
    <Select
      label={t('clueWork.fact')}
      hint={t('clueWork.factHint')}
      value={props.value}
      onChange={props.onChange}
      options={[
        { value: noFact, label: t('word.none') },
        ...rows.map(({ factId, title, row }) => ({
          value: factId,
          label: row === null ? title : t('clues.rowOf', { file: title, row: String(row) }),
        })),
      ]}
    />
  )
}
