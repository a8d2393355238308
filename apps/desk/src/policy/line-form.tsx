import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { PolicyLineValue } from '@zhucan/catalogue'
import {
  Button,
  ErrorSummary,
  type FieldFault,
  ProblemSummary,
  RadioGroup,
  TextField,
  useNotify,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { useMe } from '../app/session.ts'
import type { PolicyLine } from './policy.queries.ts'
import { wordOf } from './policy-words.tsx'
import { RehearsalButton } from './rehearsal.tsx'

interface Draft {
  readonly value: string
  readonly fromDay: string
  readonly source: string
  readonly documentNumber: string
  readonly note: string
}

const back = 'back'

/** What was typed as a value of the line: null hands back to above, undefined is none. */
function readValue({ type, least, most }: PolicyLine, typed: string): PolicyLineValue | null | undefined {
  if (typed === back) return null
  if (type === 'bool') return typed === 'true'
  if (type === 'condition') return typed.trim() === '' ? undefined : typed.trim()
  const number = Number(typed)
  const value = type === 'money' ? Math.round(number * 100) : number
  const fits = typed.trim() !== '' && Number.isInteger(value) && value >= (least ?? 0) && value <= (most ?? 0)
  return fits ? value : undefined
}

const typedFrom = ({ type, held }: PolicyLine): string => {
  if (!held || held.value === null) return ''
  if (type === 'money') return String(Number(held.value) / 100)
  return typeof held.value === 'string' ? held.value.trim().replaceAll(/\s+/g, ' ') : String(held.value)
}

function useLineForm(line: PolicyLine, region: string) {
  const t = useT()
  const me = useMe()
  const notify = useNotify()
  const queries = useQueryClient()
  const [draft, setDraft] = useState<Draft>({
    ...{ value: typedFrom(line), fromDay: me.day, source: '', documentNumber: '', note: '' },
  })
  const [faults, setFaults] = useState<FieldFault[]>([])
  const value = readValue(line, draft.value)
  const save = useMutation({
    mutationFn: () =>
      post('/api/v1/policy-lines', {
        ...{ code: line.code, region, value, fromDay: draft.fromDay, source: draft.source.trim() },
        documentNumber: draft.documentNumber.trim() || null,
        note: draft.note.trim() || null,
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['policy-lines'] })
      setDraft({ ...draft, source: '', documentNumber: '', note: '' })
      notify({ kind: 'good', text: t('policyLines.entered') })
    },
  })
  const submit = () => {
    save.reset()
    const found = [
      ...(value === undefined
        ? [{ controlId: 'policy-value', text: t('policyLines.valueWrong', bounds(line)) }]
        : []),
      ...(draft.fromDay === '' ? [{ controlId: 'policy-from', text: t('policyLines.dayMissing') }] : []),
      ...(draft.source.trim().length < 4
        ? [{ controlId: 'policy-source', text: t('policyLines.sourceMissing') }]
        : []),
    ]
    setFaults(found)
    if (found.length === 0) save.mutate()
  }
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const faultOf = (id: string) => faults.find(({ controlId }) => controlId === id)?.text
  return { draft, change, faults, faultOf, value, save, submit }
}

const bounds = ({ type, least, most }: PolicyLine) => {
  const shown = (bound: number | null) => (type === 'money' ? (bound ?? 0) / 100 : (bound ?? 0))
  return { least: shown(least), most: shown(most) }
}

/** Enters the next line: value, day, paper; a second person confirms it. */
export function LineForm({ line, region, place }: { line: PolicyLine; region: string; place: string }) {
  const t = useT()
  const form = useLineForm(line, region)
  const { draft, change, faultOf, save, value } = form
  return (
    <form
      className="policy-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        form.submit()
      }}
    >
      {form.faults.length > 0 && <ErrorSummary what={t('signIn.faults')} fields={form.faults} />}
      {save.error && <ProblemSummary {...problemOf(save.error)} />}
      <p className="desk-quiet">{t('policyLines.forPlace', { place })}</p>
      <ValueField
        line={line}
        value={draft.value}
        onChange={(typed) => change({ value: typed })}
        error={faultOf('policy-value')}
      />
      <TextField
        id="policy-from"
        type="date"
        label={t('policyLines.from')}
        value={draft.fromDay}
        onChange={(fromDay) => change({ fromDay })}
        error={faultOf('policy-from')}
      />
      <TextField
        id="policy-source"
        label={t('policyLines.sourceTitle')}
        hint={t('policyLines.sourceHint')}
        value={draft.source}
        onChange={(source) => change({ source })}
        maxLength={300}
        error={faultOf('policy-source')}
      />
      <TextField
        label={t('policyLines.number')}
        optional
        value={draft.documentNumber}
        onChange={(documentNumber) => change({ documentNumber })}
        maxLength={60}
      />
      <TextField
        label={t('policyLines.remark')}
        optional
        rows={2}
        value={draft.note}
        onChange={(note) => change({ note })}
        maxLength={500}
      />
      <div className="desk-row">
        <Button type="submit" variant="primary" isPending={save.isPending}>
          {t('policyLines.submit')}
        </Button>
        {value !== undefined && <RehearsalButton code={line.code} region={region} value={value} />}
      </div>
    </form>
  )
}

function ValueField(props: {
  line: PolicyLine
  value: string
  onChange: (value: string) => void
  error: string | undefined
}) {
  const t = useT()
  const { line, value, onChange, error } = props
  const isBack = value === back
  const choices = [
    { value: back, label: t('policyLines.asAbove') },
    ...(line.type === 'bool'
      ? [
          { value: 'true', label: t(wordOf(line.code, true)) },
          { value: 'false', label: t(wordOf(line.code, false)) },
        ]
      : [{ value: 'own', label: t('policyLines.own') }]),
  ].reverse()
  const chosen = isBack ? back : line.type === 'bool' ? value : 'own'
  return (
    <>
      <RadioGroup
        look="bar"
        label={t('policyLines.value')}
        value={chosen}
        onChange={(next) => onChange(next === 'own' ? typedFrom(line) : next)}
        options={choices}
      />
      {chosen === 'own' && (
        <TextField
          id="policy-value"
          label={t(`policyLines.type.${line.type}`)}
          hint={
            line.type === 'condition' ? t('policyLines.conditionHint') : t('policyLines.range', bounds(line))
          }
          {...(line.type === 'condition' ? { rows: 5 } : { inputMode: 'decimal' as const })}
          value={value}
          onChange={onChange}
          error={error}
        />
      )}
    </>
  )
}
