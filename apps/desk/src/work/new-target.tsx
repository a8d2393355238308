import { useNavigate } from '@tanstack/react-router'
import {
  type IndicatorDefinition,
  indicatorByCode,
  indicators,
  type TargetForm,
  targetForms,
} from '@zhucan/catalogue'
import { ComboBox, Select, TextField, useFormat, useT } from '@zhucan/ui'
import { useState } from 'react'
import { useMe } from '../app/session.ts'
import { formsOf, unitOf } from './indicator-forms.ts'
import { PostDialog } from './post-dialog.tsx'
import { useWorkPost } from './work.queries.ts'
import { useWorkWords } from './work-words.tsx'
import './work.css'

interface Said {
  readonly form: string
  readonly value: string
  readonly periodFrom: string
  readonly periodTo: string
  readonly title: string
  readonly documentNumber: string
  readonly quote: string
}

/** A target entered by hand, with the paper it stands on if there is one. */
export function NewTarget({ onClose }: { onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const words = useWorkWords()
  const navigate = useNavigate()
  const year = useMe().day.slice(0, 4)
  const [code, setCode] = useState<string | null>(null)
  const [said, setSaid] = useState<Said>({
    ...{ form: '', value: '', periodFrom: `${year}-01-01`, periodTo: `${year}-12-31` },
    ...{ title: '', documentNumber: '', quote: '' },
  })
  const create = useWorkPost<{ id: string }>(() => t('work.done', { action: t('work.createTarget') }))
  const indicator = code === null ? null : indicatorByCode(code)
  const form = indicator ? formOf(indicator, said) : undefined
  const submit = () => {
    if (!indicator || !form) return
    create.mutate(
      { path: '/targets', body: bodyOf(indicator, form, said) },
      { onSuccess: ({ id }) => void navigate({ to: '/targets/$targetId', params: { targetId: id } }) },
    )
  }
  return (
    <PostDialog
      title={t('work.newTarget')}
      submit={t('work.createTarget')}
      post={create}
      isDisabled={!indicator}
      onSubmit={submit}
      onClose={onClose}
    >
      <ComboBox
        label={t('work.indicator')}
        value={code}
        onChange={setCode}
        options={indicators.map((each) => ({
          value: each.code,
          label: `${format.label(each.label)} (${words.unit(unitOf(each))})`,
        }))}
      />
      <Fields {...{ indicator, form, said }} onChange={(part) => setSaid({ ...said, ...part })} />
    </PostDialog>
  )
}

const formOf = (indicator: IndicatorDefinition, said: Said): TargetForm | undefined =>
  formsOf[indicator.kind].find((each) => each === said.form) ?? formsOf[indicator.kind][0]

function bodyOf(indicator: IndicatorDefinition, form: TargetForm, said: Said) {
  const title = said.title.trim()
  return {
    ...{ indicator: indicator.code, form, unit: unitOf(indicator) },
    ...(targetForms[form].hasValue && { value: said.value.trim() }),
    ...{ periodFrom: said.periodFrom, periodTo: said.periodTo },
    ...(title && {
      clause: {
        title,
        quote: said.quote.trim() || title,
        ...(said.documentNumber.trim() && { documentNumber: said.documentNumber.trim() }),
      },
    }),
  }
}

function Fields(props: {
  indicator: IndicatorDefinition | null
  form: TargetForm | undefined
  said: Said
  onChange: (part: Partial<Said>) => void
}) {
  const { indicator, form, said } = props
  const t = useT()
  const words = useWorkWords()
  const set = (key: keyof Said) => (value: string) => props.onChange({ [key]: value })
  return (
    <>
      {indicator && form && (
        <Select
          label={t('work.form')}
          value={form}
          onChange={set('form')}
          options={formsOf[indicator.kind].map((value) => ({ value, label: words.form(value) }))}
        />
      )}
      {indicator && form && targetForms[form].hasValue && (
        <TextField
          label={`${t('work.value')} (${words.unit(unitOf(indicator))})`}
          hint={form === 'rate' ? t('work.rateHint') : undefined}
          inputMode="decimal"
          value={said.value}
          onChange={set('value')}
        />
      )}
      <div className="work-pair">
        <TextField
          type="date"
          label={t('work.periodFrom')}
          value={said.periodFrom}
          onChange={set('periodFrom')}
        />
        <TextField type="date" label={t('work.periodTo')} value={said.periodTo} onChange={set('periodTo')} />
      </div>
      <TextField
        label={t('work.paperTitle')}
        optional
        maxLength={300}
        value={said.title}
        onChange={set('title')}
      />
      <TextField
        label={t('work.paperNumber')}
        optional
        maxLength={100}
        value={said.documentNumber}
        onChange={set('documentNumber')}
      />
      <TextField
        label={t('work.paperQuote')}
        optional
        rows={3}
        maxLength={4000}
        value={said.quote}
        onChange={set('quote')}
      />
    </>
  )
}
