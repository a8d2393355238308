import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Checkbox, Select, TextField, useT } from '@zhucan/ui'
import { useState } from 'react'
import { get } from '../app/http.ts'
import { PostDialog } from './post-dialog.tsx'
import { useWorkPost } from './work.queries.ts'
import './work.css'

/** What a new task starts with when it comes from a notice. */
export interface TaskDraft {
  readonly clause?: { readonly noticeId: string; readonly itemId: string }
  readonly title: string
  readonly what: string
  readonly reportTo: string | null
  readonly dueOn: string | null
  readonly leadId: string | null
  readonly supportIds: readonly string[]
}

interface Said {
  readonly title: string
  readonly what: string
  readonly reportTo: string
  readonly dueOn: string
  readonly receiveBy: string
  readonly lead: string
  readonly supports: readonly string[]
}

const own = 'own'
const nothing: TaskDraft = {
  ...{ title: '', what: '', reportTo: null, dueOn: null, leadId: null, supportIds: [] },
}

/** Gives a task to an office of one's region; whoever is named first leads. */
export function NewTask({ onClose, draft = nothing }: { onClose: () => void; draft?: TaskDraft }) {
  const t = useT()
  const navigate = useNavigate()
  const [said, setSaid] = useState<Said>({
    ...{ title: draft.title, what: draft.what, reportTo: draft.reportTo ?? '' },
    ...{ dueOn: draft.dueOn ?? '', receiveBy: '', lead: draft.leadId ?? own, supports: draft.supportIds },
  })
  const change = (part: Partial<Said>) => setSaid({ ...said, ...part })
  const create = useWorkPost<{ id: string }>(() => t('work.done', { action: t('work.newTask') }))
  const isReady = said.title.trim().length > 1 && said.what.trim().length > 1 && said.dueOn !== ''
  const submit = () =>
    create.mutate(
      { path: '/tasks', body: bodyOf(draft, said) },
      { onSuccess: ({ id }) => void navigate({ to: '/tasks/$taskId', params: { taskId: id } }) },
    )
  return (
    <PostDialog
      title={t('work.newTask')}
      submit={t('work.newTask')}
      post={create}
      isDisabled={!isReady}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('work.title')}
        maxLength={200}
        value={said.title}
        onChange={(title) => change({ title })}
      />
      <TextField
        label={t('work.what')}
        rows={4}
        maxLength={4000}
        value={said.what}
        onChange={(what) => change({ what })}
      />
      <Offices said={said} onChange={change} />
      <div className="work-pair">
        <TextField
          type="date"
          label={t('work.dueOn')}
          value={said.dueOn}
          onChange={(dueOn) => change({ dueOn })}
        />
        <TextField
          type="date"
          label={t('work.receiveBy')}
          optional
          value={said.receiveBy}
          onChange={(receiveBy) => change({ receiveBy })}
        />
      </div>
      <TextField
        label={t('work.reportTo')}
        optional
        maxLength={100}
        value={said.reportTo}
        onChange={(reportTo) => change({ reportTo })}
      />
    </PostDialog>
  )
}

const bodyOf = (draft: TaskDraft, said: Said) => ({
  ...(draft.clause && { clause: draft.clause }),
  ...{ title: said.title.trim(), what: said.what.trim(), dueOn: said.dueOn },
  ...(said.reportTo.trim() && { reportTo: said.reportTo.trim() }),
  ...(said.receiveBy && { receiveBy: said.receiveBy }),
  ...(said.lead !== own && { leadOrganisationId: said.lead }),
  ...(said.supports.length > 0 && { supports: said.supports.filter((id) => id !== said.lead) }),
})

function Offices({ said, onChange }: { said: Said; onChange: (part: Partial<Said>) => void }) {
  const t = useT()
  const helpers = useQuery({
    queryKey: ['work', 'helpers'],
    queryFn: ({ signal }) =>
      get<{ id: string; name: string; kind: string }[]>('/api/v1/tasks/helpers', signal),
  })
  const others = (helpers.data ?? []).filter(({ kind }) => kind !== 'federation')
  const tick = (id: string, isIn: boolean) =>
    onChange({ supports: isIn ? [...said.supports, id] : said.supports.filter((one) => one !== id) })
  return (
    <>
      <Select
        label={t('work.lead')}
        value={said.lead}
        onChange={(lead) => onChange({ lead })}
        options={[
          { value: own, label: t('work.ownOffice') },
          ...others.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {others.length > 0 && (
        <fieldset className="work-evidence">
          <legend className="zc-field-label">{t('work.supports')}</legend>
          {others
            .filter(({ id }) => id !== said.lead)
            .map(({ id, name }) => (
              <Checkbox key={id} isSelected={said.supports.includes(id)} onChange={(isIn) => tick(id, isIn)}>
                {name}
              </Checkbox>
            ))}
        </fieldset>
      )}
    </>
  )
}
