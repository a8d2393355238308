import { useMutation, useQueryClient } from '@tanstack/react-query'
import { departments } from '@zhucan/catalogue'
import {
  Button,
  ErrorSummary,
  type FieldFault,
  ProblemSummary,
  RadioGroup,
  Select,
  TextField,
  useFormat,
  useNotify,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { RegionChooser } from '../app/region-chooser.tsx'
import { useMe } from '../app/session.ts'
import { type OfficeKind, officeKinds } from './organisations.queries.ts'

interface Draft {
  readonly kind: OfficeKind
  readonly name: string
  readonly region: string | undefined
  readonly department: string
  readonly fromDay: string
  readonly reason: string
}

function useOfficeForm() {
  const t = useT()
  const me = useMe()
  const notify = useNotify()
  const queries = useQueryClient()
  const empty = { name: '', region: undefined, reason: '', fromDay: me.day }
  const [draft, setDraft] = useState<Draft>({
    kind: 'village-association',
    department: departments[0]?.id ?? '',
    ...empty,
  })
  const [faults, setFaults] = useState<FieldFault[]>([])
  const isAtOnce = draft.kind === 'village-association'
  const region = draft.region ?? me.reach[0]?.code ?? ''
  const save = useMutation({
    mutationFn: () => {
      const { kind, fromDay } = draft
      const common = { kind, fromDay, region, name: draft.name.trim() }
      if (isAtOnce) return post('/api/v1/organisations', common)
      const department = kind === 'member-department' ? draft.department : null
      return post('/api/v1/organisation-wishes', { ...common, department, reason: draft.reason.trim() })
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['departments'] })
      await queries.invalidateQueries({ queryKey: ['directory'] })
      setDraft({ ...draft, ...empty })
      notify({ kind: 'good', text: t(isAtOnce ? 'organisations.saved' : 'organisations.wished') })
    },
  })
  const submit = () => {
    save.reset()
    const missing = (id: string, text: string, is: boolean) => (is ? [{ controlId: id, text }] : [])
    const found = [
      ...missing('office-name', t('organisations.nameMissing'), draft.name.trim().length < 2),
      ...missing(
        'office-reason',
        t('organisations.reasonMissing'),
        !isAtOnce && draft.reason.trim().length < 2,
      ),
    ]
    setFaults(found)
    if (found.length === 0) save.mutate()
  }
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  return { draft, change, faults, save, submit, isAtOnce }
}

/** Records a village association at once, or asks for a federation, department or service, which a second person confirms. */
export function OfficeForm() {
  const t = useT()
  const format = useFormat()
  const { draft, change, faults, save, submit, isAtOnce } = useOfficeForm()
  const faultOf = (id: string) => faults.find(({ controlId }) => controlId === id)?.text
  return (
    <form
      className="organisations-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {faults.length > 0 && <ErrorSummary what={t('signIn.faults')} fields={faults} />}
      {save.error && <ProblemSummary {...problemOf(save.error)} />}
      <RadioGroup
        look="bar"
        label={t('organisations.kind')}
        value={draft.kind}
        onChange={(value) => change({ kind: officeKinds.find((kind) => kind === value) ?? draft.kind })}
        options={officeKinds.map((kind) => ({ value: kind, label: t(`organisations.kind.${kind}`) }))}
      />
      <div className="organisations-fields">
        <TextField
          id="office-name"
          label={t('organisations.officeName')}
          value={draft.name}
          onChange={(name) => change({ name })}
          maxLength={80}
          error={faultOf('office-name')}
        />
        <RegionChooser selected={draft.region} onSelect={(region) => change({ region })} />
        <TextField
          type="date"
          label={t('organisations.from')}
          value={draft.fromDay}
          onChange={(fromDay) => change({ fromDay })}
        />
      </div>
      {draft.kind === 'member-department' && (
        <Select
          label={t('organisations.department')}
          value={draft.department}
          onChange={(department) => change({ department })}
          options={departments.map(({ id, label }) => ({ value: id, label: format.label(label) }))}
        />
      )}
      {!isAtOnce && (
        <TextField
          id="office-reason"
          label={t('organisations.reason')}
          hint={t('organisations.reasonHint')}
          rows={2}
          value={draft.reason}
          onChange={(reason) => change({ reason })}
          maxLength={500}
          error={faultOf('office-reason')}
        />
      )}
      <div className="desk-row">
        <Button type="submit" variant="primary" isPending={save.isPending}>
          {t(isAtOnce ? 'organisations.save' : 'organisations.submit')}
        </Button>
      </div>
    </form>
  )
}
