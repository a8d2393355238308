import type { Block, Paper } from '@zhucan/papers'
import { Button, Checkbox, Panel, ProblemSummary, Select, TextField, useNotify, useT } from '@zhucan/ui'
import { useState } from 'react'
import { problemOf } from '../app/http.ts'
import { BlockEditor } from './block-editor.tsx'
import { usePaperAct } from './papers.queries.ts'
import type { Writing } from './use-writing.ts'

/** Plain forms for every part of a draft; the sheet beside them follows each letter. */
export function PaperEditor({ writing }: { writing: Writing }) {
  const t = useT()
  const notify = useNotify()
  const { base, written, isChanged, setWritten: onChange, setSent } = writing
  const act = usePaperAct(base)
  const set = (part: Partial<Paper>) => onChange({ ...written, ...part })
  const save = () => {
    // The button stays where it is and keeps the focus; without a change there is nothing to do.
    if (!isChanged) return
    setSent(written)
    const { kind: _kind, number: _number, printedOn: _printedOn, figures: _figures, ...paper } = written
    act.mutate(
      { act: 'save', paper },
      {
        onSuccess: () => notify({ kind: 'good', text: t('papers.saved') }),
        onError: () => setSent(null),
      },
    )
  }
  return (
    <form
      className="desk-stack"
      aria-label={t('papers.tab.write')}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <div className="paper-save">
        <Button type="submit" variant={isChanged ? 'primary' : 'secondary'} isPending={act.isPending}>
          {t('papers.save')}
        </Button>
        <span className="desk-quiet">{t(isChanged ? 'papers.unsaved' : 'papers.allSaved')}</span>
      </div>
      {act.error && <ProblemSummary {...problemOf(act.error)} />}
      <HeadFields written={written} set={set} />
      <Body blocks={written.body} onChange={(body) => set({ body })} />
      <EndFields written={written} set={set} />
    </form>
  )
}

interface FieldsProps {
  written: Paper
  set: (part: Partial<Paper>) => void
}

const names = (text: string): string[] => text.split(/[，,、;；\n]/).flatMap((one) => one.trim() || [])
const urgencies = ['', 'urgent', 'most-urgent'] as const

function HeadFields({ written, set }: FieldsProps) {
  const t = useT()
  return (
    <Panel title={t('papers.head')}>
      <div className="paper-form">
        <TextField
          label={t('papers.titleOf')}
          rows={2}
          value={written.title}
          onChange={(title) => set({ title })}
          maxLength={200}
          isRequired
        />
        <div className="paper-fields">
          <TextField
            label={t('papers.organ')}
            hint={t('papers.organHint')}
            value={written.organ}
            onChange={(organ) => set({ organ })}
            maxLength={20}
            isRequired
          />
          <Select
            label={t('papers.urgency')}
            options={urgencies.map((value) => ({
              value: value || 'none',
              label: t(`papers.urgency.${value || 'none'}`),
            }))}
            value={written.urgency || 'none'}
            onChange={(next) => set({ urgency: urgencies.find((one) => one === next) ?? '' })}
          />
        </div>
        <Names
          label={t('papers.issuers')}
          hint={t('papers.issuersHint')}
          names={written.issuers}
          onChange={(issuers) => set({ issuers })}
        />
        <Names
          label={t('papers.addressees')}
          names={written.addressees}
          onChange={(addressees) => set({ addressees })}
        />
      </div>
    </Panel>
  )
}

/** A line of names; what stands between commas is one. */
function Names(props: {
  label: string
  hint?: string
  names: readonly string[]
  onChange: (names: string[]) => void
}) {
  const { label, hint } = props
  const [typed, setTyped] = useState(props.names.join('，'))
  const isSame = names(typed).join('\n') === props.names.join('\n')
  return (
    <TextField
      label={label}
      {...(hint === undefined ? {} : { hint })}
      optional={hint === undefined}
      value={isSame ? typed : props.names.join('，')}
      onChange={(text) => {
        setTyped(text)
        props.onChange(names(text))
      }}
    />
  )
}

const empty = {
  paragraph: { kind: 'paragraph', text: '' },
  heading: { kind: 'heading', level: 1, text: '' },
  table: {
    kind: 'table',
    caption: '',
    columns: [
      { label: '', width: 50, align: 'left' },
      { label: '', width: 50, align: 'centre' },
    ],
    rows: [['', '']],
  },
} as const satisfies Record<Block['kind'], Block>

function Body({ blocks, onChange }: { blocks: readonly Block[]; onChange: (blocks: Block[]) => void }) {
  const t = useT()
  const put = (at: number, ...next: Block[]) => onChange(blocks.toSpliced(at, 1, ...next))
  const move = (at: number, by: -1 | 1) => {
    const block = blocks[at]
    if (block) onChange(blocks.toSpliced(at, 1).toSpliced(at + by, 0, block))
  }
  return (
    <Panel title={t('papers.body')}>
      <ol className="paper-blocks">
        {blocks.map((block, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other name than their place.
          <li key={at}>
            <BlockEditor
              block={block}
              place={at + 1}
              isFirst={at === 0}
              isLast={at === blocks.length - 1}
              onChange={(next) => put(at, next)}
              onRemove={() => put(at)}
              onMove={(by) => move(at, by)}
            />
          </li>
        ))}
      </ol>
      <div className="desk-row">
        {(['heading', 'paragraph', 'table'] as const).map((kind) => (
          <Button key={kind} onPress={() => onChange([...blocks, empty[kind]])}>
            {t(`papers.add.${kind}`)}
          </Button>
        ))}
      </div>
    </Panel>
  )
}

function EndFields({ written, set }: FieldsProps) {
  const t = useT()
  return (
    <Panel title={t('papers.end')}>
      <div className="paper-form">
        <TextField
          label={t('papers.signedOn')}
          hint={t('papers.signedOnHint')}
          type="date"
          optional
          value={written.signedOn ?? ''}
          onChange={(day) => set({ signedOn: day || null })}
        />
        <Checkbox isSelected={written.seal} onChange={(seal) => set({ seal })}>
          {t('papers.seal')}
        </Checkbox>
        <TextField
          label={t('papers.remark')}
          optional
          value={written.note}
          onChange={(note) => set({ note })}
          maxLength={300}
        />
        <Names
          label={t('papers.copiesTo')}
          names={written.copiesTo}
          onChange={(copiesTo) => set({ copiesTo })}
        />
        <TextField
          label={t('papers.printedBy')}
          optional
          value={written.printedBy}
          onChange={(printedBy) => set({ printedBy })}
          maxLength={300}
        />
        {written.attachments.length > 0 && (
          <p className="desk-quiet">
            {t('papers.attachments', { names: written.attachments.map(({ name }) => name).join('；') })}
          </p>
        )}
      </div>
    </Panel>
  )
}
