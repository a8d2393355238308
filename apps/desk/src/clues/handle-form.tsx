import { type ClueHandling, clueHandlings } from '@zhucan/catalogue'
import { isPlainDate } from '@zhucan/kernel'
import { type FieldFault, RadioGroup, TextField, useFormat, useSpeech, useT, WarningIcon } from '@zhucan/ui'
import { useState } from 'react'
import { ActFrame } from './act-frame.tsx'
import type { ActionFormProps } from './action-form.tsx'
import { useClueWords } from './clue-words.tsx'
import { useClueAct, type WholeClue } from './clue-work.queries.ts'
import { DayField } from './day-field.tsx'

const ids = {
  kind: 'clue-kind',
  amount: 'clue-amount',
  decision: 'clue-decision',
  basis: 'clue-basis',
  from: 'clue-from',
}
const kinds = Object.keys(clueHandlings) as ClueHandling[]

interface Draft {
  readonly kind: ClueHandling | ''
  readonly decision: string
  readonly basis: string
  readonly yuan: string
  readonly from: string
}

/** Yuan as people type them, in whole fen; null = not an amount. */
export function fenOf(yuan: string): number | null {
  const found = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(yuan.trim().replaceAll(/[,，]/g, ''))
  if (!found) return null
  const fen = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'))
  return fen > 0 ? fen : null
}

/** What the county decides; what takes something away is only there once its ground is. */
export function HandleForm({ clue, onClose }: ActionFormProps) {
  const t = useT()
  const words = useClueWords()
  const [draft, setDraft] = useState<Draft>({ kind: '', decision: '', basis: '', yuan: '', from: '' })
  const [isTried, setTried] = useState(false)
  const act = useClueAct(clue, t('clueWork.done', { action: words.action('handle') }))
  const faults = useFaults(draft)
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const faultOf = (id: string) =>
    isTried ? faults.find(({ controlId }) => controlId === id)?.text : undefined
  const amount = draft.kind ? clueHandlings[draft.kind].amount : 'none'
  const submit = () => {
    act.reset()
    setTried(true)
    if (faults.length === 0) act.mutate(bodyOf(draft), { onSuccess: onClose })
  }
  return (
    <ActFrame
      {...{ clue, onClose }}
      action="handle"
      submit={t('clueWork.submitHandling')}
      faults={isTried ? faults : []}
      error={act.error}
      isPending={act.isPending}
      onSubmit={submit}
    >
      <BenefitGuard clue={clue} />
      <KindChoice
        clue={clue}
        value={draft.kind}
        onChange={(kind) => change({ kind })}
        fault={faultOf(ids.kind)}
      />
      <AmountField
        {...{ amount }}
        value={draft.yuan}
        onChange={(yuan) => change({ yuan })}
        error={faultOf(ids.amount)}
      />
      <TextField
        id={ids.decision}
        label={t('clueWork.decision')}
        hint={t('clueWork.decisionHint')}
        rows={3}
        maxLength={2000}
        value={draft.decision}
        onChange={(decision) => change({ decision })}
        error={faultOf(ids.decision)}
      />
      <TextField
        id={ids.basis}
        label={t('clueWork.basis')}
        hint={t('clueWork.basisHint')}
        maxLength={500}
        value={draft.basis}
        onChange={(basis) => change({ basis })}
        error={faultOf(ids.basis)}
      />
      <DayField
        id={ids.from}
        label={t('clueWork.fromDay')}
        optional
        value={draft.from}
        onChange={(from) => change({ from })}
        error={faultOf(ids.from)}
      />
    </ActFrame>
  )
}

function AmountField(props: {
  amount: 'needed' | 'possible' | 'none'
  value: string
  onChange: (yuan: string) => void
  error: string | undefined
}) {
  const t = useT()
  const { amount, ...field } = props
  if (amount === 'none') return null
  return (
    <TextField
      {...field}
      id={ids.amount}
      label={t('clueWork.amount')}
      hint={t('clueWork.amountHint')}
      optional={amount === 'possible'}
      inputMode="decimal"
    />
  )
}

function useFaults({ kind, decision, basis, yuan, from }: Draft): FieldFault[] {
  const t = useT()
  const amount = kind ? clueHandlings[kind].amount : 'none'
  const isAmountWrong =
    (amount === 'needed' || (amount === 'possible' && yuan.trim() !== '')) && fenOf(yuan) === null
  const faults: [boolean, string, string][] = [
    [kind === '', ids.kind, t('clueWork.kindMissing')],
    [isAmountWrong, ids.amount, t('clueWork.amountWrong')],
    [decision.trim().length < 4, ids.decision, t('clueWork.decisionMissing')],
    [basis.trim().length < 2, ids.basis, t('clueWork.basisMissing')],
    [from !== '' && !isPlainDate(from), ids.from, t('clueWork.dayWrong')],
  ]
  return faults.flatMap(([isWrong, controlId, text]) => (isWrong ? [{ controlId, text }] : []))
}

function bodyOf({ kind, decision, basis, yuan, from }: Draft) {
  const fen = kind && clueHandlings[kind].amount !== 'none' ? fenOf(yuan) : null
  return {
    action: 'handle',
    kind,
    decision: decision.trim(),
    basis: basis.trim(),
    ...(fen !== null && { amountFen: fen }),
    ...(from && { fromDay: from }),
  }
}

/** The kinds with their plain meaning; those that take something away are left out while they are not allowed. */
function KindChoice(props: {
  clue: WholeClue
  value: string
  onChange: (kind: ClueHandling) => void
  fault: string | undefined
}) {
  const t = useT()
  const format = useFormat()
  const isRefused = props.clue.work.benefit !== null
  const shown = kinds.filter((kind) => !(isRefused && clueHandlings[kind].takesAway))
  return (
    <div id={ids.kind} tabIndex={-1}>
      <RadioGroup
        label={t('clueWork.kind')}
        value={props.value}
        onChange={(value) => {
          const kind = kinds.find((known) => known === value)
          if (kind) props.onChange(kind)
        }}
        options={shown.map((kind) => ({
          value: kind,
          label: format.label(clueHandlings[kind].label),
          note: t(`clueWork.kindNote.${kind}`),
        }))}
      />
      {props.fault && <p className="clue-fault">{props.fault}</p>}
    </div>
  )
}

/** Why nothing may be taken away yet, in one sentence and what would change it. */
export function BenefitGuard({ clue }: { clue: WholeClue }) {
  const { problem } = useSpeech()
  const { benefit } = clue.work
  if (benefit === null) return null
  const { what, todo } = problem(benefit)
  return (
    <p className="clue-hint" data-warns>
      <WarningIcon />
      <span>
        {what} {todo}
      </span>
    </p>
  )
}
