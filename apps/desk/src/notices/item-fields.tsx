import { Select, TextField, useT } from '@zhucan/ui'
import type { DraftField, ItemDraft } from './item-draft.ts'

/** Ids of the controls that a summary of faults leads to. */
export const fieldIds: Record<DraftField, string> = {
  place: 'notice-place',
  value: 'notice-value',
  day: 'notice-day',
  year: 'notice-year',
  month: 'notice-month',
  lead: 'notice-lead',
}

interface FieldsProps {
  draft: ItemDraft
  change: (part: Partial<ItemDraft>) => void
  errorOf: (field: DraftField) => { error?: string }
}

/** The fields of a draft, by its kind. */
export function ItemFields(props: FieldsProps) {
  const { kind } = props.draft
  if (kind === 'deadline') return <DeadlineFields {...props} />
  return kind === 'responsibility' ? <DutyFields {...props} /> : <FigureFields {...props} />
}

const signs = ['>=', '<=', '=', '~'] as const

function FigureFields({ draft, change, errorOf }: FieldsProps) {
  const t = useT()
  return (
    <>
      <TextField
        label={t('notices.indicator')}
        hint={t('notices.indicatorHint')}
        value={draft.indicator}
        onChange={(indicator) => change({ indicator })}
        maxLength={500}
      />
      <div className="notice-fields">
        <Select
          label={t('notices.comparator')}
          options={signs.map((value) => ({ value, label: t(`notices.comparator.${value}`) }))}
          value={draft.comparator}
          onChange={(comparator) => change({ comparator })}
        />
        <TextField
          id={fieldIds.value}
          label={t('notices.value')}
          {...(draft.unit.trim() === '%' && { hint: t('notices.valueHint') })}
          inputMode="decimal"
          value={draft.value}
          onChange={(value) => change({ value })}
          {...errorOf('value')}
        />
        <TextField
          label={t('notices.unit')}
          value={draft.unit}
          onChange={(unit) => change({ unit })}
          maxLength={40}
        />
        <TextField
          label={t('notices.by')}
          type="date"
          optional
          value={draft.by}
          onChange={(by) => change({ by })}
        />
      </div>
    </>
  )
}

const dayKinds = ['day', 'part', 'yearly'] as const
const parts = ['early', 'mid', 'late', 'end'] as const

function DeadlineFields({ draft, change, errorOf }: FieldsProps) {
  const t = useT()
  const { dayKind } = draft
  return (
    <>
      <div className="notice-fields">
        <Select
          label={t('notices.dayKind')}
          options={dayKinds.map((value) => ({ value, label: t(`notices.dayKind.${value}`) }))}
          value={dayKind}
          onChange={(next) => change({ dayKind: dayKinds.find((one) => one === next) ?? 'day', day: '' })}
        />
        {dayKind === 'day' ? (
          <TextField
            id={fieldIds.day}
            label={t('notices.day')}
            type="date"
            value={draft.day}
            onChange={(day) => change({ day })}
            {...errorOf('day')}
          />
        ) : (
          <LooseDayFields {...{ draft, change, errorOf }} />
        )}
      </div>
      <TextField
        label={t('notices.action')}
        value={draft.action}
        onChange={(action) => change({ action })}
        maxLength={500}
      />
      <TextField
        label={t('notices.to')}
        optional
        value={draft.to}
        onChange={(to) => change({ to })}
        maxLength={500}
      />
    </>
  )
}

function LooseDayFields({ draft, change, errorOf }: FieldsProps) {
  const t = useT()
  return (
    <>
      {draft.dayKind === 'part' && (
        <TextField
          id={fieldIds.year}
          label={t('notices.year')}
          inputMode="numeric"
          value={draft.year}
          onChange={(year) => change({ year })}
          {...errorOf('year')}
        />
      )}
      <TextField
        id={fieldIds.month}
        label={t('notices.month')}
        inputMode="numeric"
        value={draft.month}
        onChange={(month) => change({ month })}
        {...errorOf('month')}
      />
      {draft.day === '' ? (
        <Select
          label={t('notices.part')}
          options={parts.map((value) => ({ value, label: t(`notices.part.${value}`) }))}
          value={draft.part}
          onChange={(part) => change({ part })}
        />
      ) : (
        <TextField
          label={t('notices.dayOfMonth')}
          inputMode="numeric"
          value={draft.day}
          onChange={(day) => change({ day })}
        />
      )}
    </>
  )
}

function DutyFields({ draft, change, errorOf }: FieldsProps) {
  const t = useT()
  return (
    <>
      <TextField
        id={fieldIds.lead}
        label={t('notices.lead')}
        hint={t('notices.leadHint')}
        value={draft.lead}
        onChange={(lead) => change({ lead })}
        {...errorOf('lead')}
      />
      <TextField
        label={t('notices.support')}
        hint={t('notices.leadHint')}
        optional
        value={draft.support}
        onChange={(support) => change({ support })}
      />
    </>
  )
}
