import { sampleVerdicts } from '@zhucan/catalogue'
import {
  Button,
  ErrorSummary,
  type FieldFault,
  Panel,
  ProblemSummary,
  RadioGroup,
  TextField,
  useFormat,
  useT,
} from '@zhucan/ui'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { problemOf } from '../app/http.ts'
import { type ActForm, targetForms, taskForms } from './act-forms.ts'
import { EvidencePicker, type SentFile } from './evidence-picker.tsx'
import { useWorkPost, type WorkKind } from './work.queries.ts'
import { useWorkWords } from './work-words.tsx'

interface Piece {
  readonly id: string
  readonly version: number
  readonly actions: readonly string[]
}

const formOf = (kind: WorkKind, action: string): ActForm | undefined =>
  (kind === 'targets' ? targetForms : taskForms)[action as 'remind']

/** What this user may do with a piece of work now; the first button is the usual next step. */
export function ActPanel(props: {
  kind: WorkKind
  piece: Piece
  first?: ReactNode
  last?: ReactNode
  skip?: readonly string[]
}) {
  const { kind, piece, skip = [] } = props
  const t = useT()
  const words = useWorkWords()
  const [action, setAction] = useState<string | null>(null)
  const act = useWorkPost(() => t('work.done', { action: words.action(kind, action ?? '') }))
  const offered = piece.actions.filter((each) => !skip.includes(each))
  const press = (next: string) => {
    setAction(next)
    act.reset()
    if (!formOf(kind, next))
      act.mutate({ path: `/${kind}/${piece.id}/${next}`, body: { version: piece.version } })
  }
  const form = action === null ? undefined : formOf(kind, action)
  return (
    <Panel onScreenOnly title={t('work.toDo')}>
      {offered.length === 0 && !props.first && <p className="desk-quiet">{t('work.nothingToDo')}</p>}
      <div className="desk-row zc-no-print">
        {props.first}
        {offered.map((each, place) => (
          <Button
            key={each}
            variant={place === 0 && !props.first ? 'primary' : 'secondary'}
            isPending={act.isPending && action === each && !form}
            onPress={() => press(each)}
          >
            {words.action(kind, each)}
          </Button>
        ))}
        {props.last}
      </div>
      {act.error && !form && (
        <ProblemSummary code={problemOf(act.error).code} params={problemOf(act.error).params} />
      )}
      {action !== null && form && offered.includes(action) && (
        <Form
          key={`${action} ${piece.id}`}
          {...{ kind, piece, action, form }}
          onClose={() => setAction(null)}
        />
      )}
    </Panel>
  )
}

function Form(props: { kind: WorkKind; piece: Piece; action: string; form: ActForm; onClose: () => void }) {
  const { kind, piece, action, form } = props
  const t = useT()
  const words = useWorkWords()
  const heading = useRef<HTMLHeadingElement>(null)
  const [said, setSaid] = useState<Said>({
    note: '',
    value: '',
    receiveBy: '',
    reportBy: '',
    dueOn: '',
    verdict: 'true',
  })
  const [files, setFiles] = useState<readonly SentFile[]>([])
  const [isTried, setTried] = useState(false)
  const act = useWorkPost(() => t('work.done', { action: words.action(kind, action) }))
  useEffect(() => heading.current?.focus(), [])
  const faults = useFaults(form, said, files, isTried)
  const submit = () => {
    setTried(true)
    act.reset()
    if (isWrong(form, said, files)) return
    const body = { version: piece.version, ...bodyOf(form, said, files) }
    act.mutate({ path: `/${kind}/${piece.id}/${action}`, body }, { onSuccess: props.onClose })
  }
  return (
    <form
      className="work-form desk-stack zc-no-print"
      aria-labelledby="work-form-heading"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <h3 id="work-form-heading" ref={heading} tabIndex={-1}>
        {words.action(kind, action)}
      </h3>
      {faults.length > 0 && <ErrorSummary what={t('work.faults')} fields={faults} />}
      {act.error && <ProblemSummary code={problemOf(act.error).code} params={problemOf(act.error).params} />}
      <Fields {...{ form, said, faults }} onChange={(part) => setSaid({ ...said, ...part })} />
      {form.files && (
        <EvidencePicker path={`/api/v1/tasks/${piece.id}/files`} files={files} onChange={setFiles} />
      )}
      <div className="desk-row">
        <Button type="submit" variant="primary" isPending={act.isPending}>
          {words.action(kind, action)}
        </Button>
        <Button onPress={props.onClose}>{t('ui.cancel')}</Button>
      </div>
    </form>
  )
}

interface Said {
  readonly note: string
  readonly value: string
  readonly receiveBy: string
  readonly reportBy: string
  readonly dueOn: string
  readonly verdict: string
}

const noteId = 'work-note'
const reportId = 'work-report-by'

function Fields(props: {
  form: ActForm
  said: Said
  faults: readonly FieldFault[]
  onChange: (part: Partial<Said>) => void
}) {
  const { form, said, onChange } = props
  const t = useT()
  const format = useFormat()
  const faultOf = (id: string) => props.faults.find(({ controlId }) => controlId === id)?.text
  const noteLabels = { reason: 'work.reason', account: 'work.account', possible: 'work.note' } as const
  const day = (key: 'receiveBy' | 'dueOn', label: string) => (
    <div className="work-day">
      <TextField
        type="date"
        label={label}
        optional
        value={said[key]}
        onChange={(next) => onChange({ [key]: next })}
      />
    </div>
  )
  return (
    <>
      {form.verdict && (
        <RadioGroup
          label={t('work.verdict')}
          value={said.verdict}
          onChange={(verdict) => onChange({ verdict })}
          options={Object.entries(sampleVerdicts).map(([value, label]) => ({
            value,
            label: format.label(label),
          }))}
        />
      )}
      {form.value && (
        <div className="work-day">
          <TextField
            label={t('work.newValue')}
            hint={t('work.newValueHint')}
            optional
            inputMode="decimal"
            value={said.value}
            onChange={(value) => onChange({ value })}
          />
        </div>
      )}
      {form.reportBy && (
        <div className="work-day">
          <TextField
            id={reportId}
            type="date"
            label={t('work.reportBy')}
            value={said.reportBy}
            onChange={(reportBy) => onChange({ reportBy })}
            error={faultOf(reportId)}
          />
        </div>
      )}
      {form.receiveBy && day('receiveBy', t('work.receiveBy'))}
      {form.dueOn && day('dueOn', t('work.newDue'))}
      <TextField
        id={noteId}
        label={t(noteLabels[form.note])}
        optional={form.note === 'possible'}
        rows={3}
        maxLength={form.note === 'account' ? 2000 : 500}
        value={said.note}
        onChange={(note) => onChange({ note })}
        error={faultOf(noteId)}
      />
    </>
  )
}

const isNoteShort = (form: ActForm, { note }: Said) => form.note !== 'possible' && note.trim().length < 4
const isFilesShort = (form: ActForm, files: readonly SentFile[]) =>
  form.files === 'needed' && files.length === 0
const isWrong = (form: ActForm, said: Said, files: readonly SentFile[]) =>
  isNoteShort(form, said) ||
  isFilesShort(form, files) ||
  (form.reportBy !== undefined && said.reportBy === '')

function useFaults(form: ActForm, said: Said, files: readonly SentFile[], isTried: boolean): FieldFault[] {
  const t = useT()
  if (!isTried) return []
  return [
    ...(form.reportBy && said.reportBy === '' ? [{ controlId: reportId, text: t('work.dayMissing') }] : []),
    ...(isNoteShort(form, said) ? [{ controlId: noteId, text: t('work.noteMissing') }] : []),
    ...(isFilesShort(form, files) ? [{ controlId: 'work-files', text: t('work.filesMissing') }] : []),
  ]
}

const bodyOf = (form: ActForm, said: Said, files: readonly SentFile[]) => ({
  ...(said.note.trim() && { note: said.note.trim() }),
  ...(form.value && said.value.trim() && { value: said.value.trim() }),
  ...(said.receiveBy && { receiveBy: said.receiveBy }),
  ...(said.reportBy && { reportBy: said.reportBy }),
  ...(said.dueOn && { dueOn: said.dueOn }),
  ...(form.verdict && { verdict: said.verdict }),
  ...(form.files && { files: files.map(({ id }) => id) }),
})
