import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, ProblemSummary, Select, TextField, useNotify, useT } from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { useMe } from '../app/session.ts'

const posts = ['chair', 'commissioner', 'contact'] as const

interface Draft {
  held: (typeof posts)[number]
  name: string
  phone: string
  paySource: string
  fromDay: string
}

/** Records who holds a post from when on. */
export function TermForm({ organisationId }: { organisationId: string }) {
  const t = useT()
  const me = useMe()
  const notify = useNotify()
  const queries = useQueryClient()
  const [draft, setDraft] = useState<Draft>({
    held: 'commissioner',
    name: '',
    phone: '',
    paySource: '',
    fromDay: me.day,
  })
  const [holds, setHolds] = useState(false)
  const save = useMutation({
    mutationFn: () =>
      post(`/api/v1/organisations/${organisationId}/terms`, {
        post: draft.held,
        name: draft.name.trim(),
        phone: draft.phone.trim() || null,
        paySource: draft.paySource.trim() || null,
        isCertificateHolder: holds || null,
        fromDay: draft.fromDay,
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['organisation', organisationId] })
      setDraft({ ...draft, name: '', phone: '' })
      notify({ kind: 'good', text: t('organisations.saved') })
    },
  })
  return (
    <form
      className="organisations-form"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      {save.error && <ProblemSummary {...problemOf(save.error)} />}
      <TermFields draft={draft} onChange={(part) => setDraft({ ...draft, ...part })} />
      <Checkbox isSelected={holds} onChange={setHolds}>
        {t('organisations.holder')}
      </Checkbox>
      <div className="desk-row">
        <Button type="submit" variant="primary" isPending={save.isPending}>
          {t('organisations.save')}
        </Button>
      </div>
    </form>
  )
}

function TermFields({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const t = useT()
  return (
    <div className="organisations-fields">
      <Select
        label={t('organisations.post')}
        value={draft.held}
        onChange={(value) => onChange({ held: posts.find((one) => one === value) ?? 'commissioner' })}
        options={posts.map((value) => ({ value, label: t(`organisations.post.${value}`) }))}
      />
      <TextField
        label={t('organisations.name')}
        value={draft.name}
        onChange={(name) => onChange({ name })}
        isRequired
        maxLength={30}
      />
      <TextField
        label={t('organisations.from')}
        type="date"
        value={draft.fromDay}
        onChange={(fromDay) => onChange({ fromDay })}
        isRequired
      />
      <TextField
        label={t('organisations.phone')}
        value={draft.phone}
        onChange={(phone) => onChange({ phone })}
        optional
        maxLength={20}
      />
      <TextField
        label={t('organisations.paySource')}
        value={draft.paySource}
        onChange={(paySource) => onChange({ paySource })}
        optional
        maxLength={60}
      />
    </div>
  )
}
