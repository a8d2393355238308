import { type NoticeItemKind, noticeItemKinds } from '@zhucan/catalogue'
import { Button, ErrorSummary, ProblemSummary, Select, useAnnounce, useFormat, useT } from '@zhucan/ui'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { problemOf } from '../app/http.ts'
import { type DraftField, draftOf, faultsOf, type ItemDraft, itemOf, newDraft } from './item-draft.ts'
import { fieldIds, ItemFields } from './item-fields.tsx'
import { useItemWords } from './item-words.tsx'
import { type NoticeItem, useAdd } from './notices.queries.ts'
import { QuotePicker } from './quote-picker.tsx'
import type { NoticeWork } from './use-notice-work.ts'

const kinds = Object.keys(noticeItemKinds) as NoticeItemKind[]
const figures: readonly NoticeItemKind[] = ['target', 'fact']

/** Writes an item once more. */
export function CorrectForm({ item, work }: { item: NoticeItem; work: NoticeWork }) {
  const t = useT()
  return (
    <ItemForm
      title={t('notices.formCorrect')}
      kinds={figures.includes(item.kind) ? figures : [item.kind]}
      first={draftOf(item)}
      work={work}
      isPending={work.isDeciding}
      fault={work.fault}
      onSave={(draft) =>
        draft.place &&
        work.decide(item, { act: 'correct', item: itemOf(draft), ...draft.place }, () =>
          work.write(undefined),
        )
      }
    />
  )
}

/** Adds what was not read. */
export function AddForm({ work }: { work: NoticeWork }) {
  const t = useT()
  const announce = useAnnounce()
  const words = useItemWords()
  const add = useAdd(work.notice.id)
  return (
    <div className="notice-add">
      <ItemForm
        title={t('notices.formAdd')}
        kinds={kinds}
        first={newDraft('target', work.selection)}
        work={work}
        isPending={add.isPending}
        fault={add.error}
        onSave={(draft) =>
          draft.place &&
          add.mutate(
            { item: itemOf(draft), ...draft.place },
            {
              onSuccess: (added) => {
                announce(t('notices.said.add', { what: words.summary(added) }))
                work.setSelection(null)
                work.go({ item: added.id, write: undefined })
              },
            },
          )
        }
      />
    </div>
  )
}

interface FormProps {
  title: string
  kinds: readonly NoticeItemKind[]
  first: ItemDraft
  work: NoticeWork
  isPending: boolean
  fault: Error | null
  onSave: (draft: ItemDraft) => void
}

function ItemForm({ title, kinds: offered, first, work, isPending, fault, onSave }: FormProps) {
  const t = useT()
  const format = useFormat()
  const form = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState(first)
  const [isTried, setTried] = useState(false)
  const faults = faultsOf(draft)
  const change = (part: Partial<ItemDraft>) => setDraft((before) => ({ ...before, ...part }))
  const errorOf = (field: DraftField) =>
    isTried && faults.includes(field) ? { error: t(`notices.fault.${field}`) } : {}
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, button')?.focus()
  }, [])
  const save = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (faults.length === 0) onSave(draft)
  }
  const isNew = first.place === null || work.writing === 'add'
  const picker = (
    <div id={fieldIds.place} tabIndex={-1}>
      <QuotePicker
        text={work.notice.text}
        place={draft.place}
        selection={work.selection}
        onChange={(place) => {
          work.setSelection(place)
          change({ place })
        }}
        {...errorOf('place')}
      />
    </div>
  )
  return (
    <form
      ref={form}
      className="notice-form"
      aria-label={title}
      noValidate
      onSubmit={save}
      onKeyDown={(event) => event.key === 'Escape' && work.write(undefined)}
    >
      <h4>{title}</h4>
      {isTried && faults.length > 0 && (
        <ErrorSummary
          what={t('notices.faults')}
          fields={faults.map((field) => ({ controlId: fieldIds[field], text: t(`notices.fault.${field}`) }))}
        />
      )}
      {fault && <ProblemSummary {...problemOf(fault)} />}
      {isNew && picker}
      {offered.length > 1 && (
        <Select
          label={t('notices.kind')}
          options={offered.map((kind) => ({ value: kind, label: format.label(noticeItemKinds[kind]) }))}
          value={draft.kind}
          onChange={(next) => change({ kind: offered.find((one) => one === next) ?? draft.kind })}
        />
      )}
      <ItemFields draft={draft} change={change} errorOf={errorOf} />
      {!isNew && picker}
      <div className="desk-row">
        <Button variant="primary" type="submit" isPending={isPending}>
          {t('notices.save')}
        </Button>
        <Button onPress={() => work.write(undefined)}>{t('ui.cancel')}</Button>
      </div>
    </form>
  )
}
