import { useQuery } from '@tanstack/react-query'
import {
  Button,
  type Column,
  DataTable,
  EmptyState,
  Panel,
  SearchIcon,
  Select,
  TextField,
  useFormat,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { QueryView } from '../app/query-view.tsx'
import { useMe } from '../app/session.ts'
import { ExportButton } from '../exports/export-button.tsx'
import { type AuditSearch, auditGroups } from './audit.address.ts'
import { type AuditLine, type AuditPage, auditQuery } from './oversight.queries.ts'

const all = 'all'

/** Entries by day, user, act, or the person looked at. */
export function AuditSearchPanel(props: { search: AuditSearch; onChange: (part: AuditSearch) => void }) {
  const t = useT()
  const { search, onChange } = props
  const me = useMe()
  const span = { from: search.from ?? me.day, to: search.to ?? me.day }
  const [number, setNumber] = useState('')
  const found = useQuery(auditQuery(search, span, number))
  return (
    <div className="desk-stack">
      <Panel title={t('oversight.search')} hideTitle>
        <SearchForm
          key={JSON.stringify([search.from, search.to, search.who])}
          {...props}
          span={span}
          onNumber={setNumber}
        />
      </Panel>
      <Panel title={t('oversight.caption')} hideTitle flush>
        <QueryView query={found}>
          {(page) => (
            <Entries page={page} isBusy={found.isPlaceholderData} search={search} onChange={onChange} />
          )}
        </QueryView>
      </Panel>
    </div>
  )
}

function SearchForm(props: {
  search: AuditSearch
  span: { from: string; to: string }
  onChange: (part: AuditSearch) => void
  onNumber: (number: string) => void
}) {
  const t = useT()
  const { search, span, onChange } = props
  const [from, setFrom] = useState(span.from)
  const [to, setTo] = useState(span.to)
  const [who, setWho] = useState(search.who ?? '')
  const [number, setNumber] = useState('')
  const submit = () => {
    props.onNumber(number.trim())
    onChange({ from, to, who: who.trim() || undefined })
  }
  return (
    <form
      className="oversight-filters"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <TextField label={t('oversight.from')} type="date" value={from} onChange={setFrom} />
      <TextField label={t('oversight.to')} type="date" value={to} onChange={setTo} />
      <TextField label={t('oversight.who')} value={who} onChange={setWho} maxLength={60} />
      <Select
        label={t('oversight.group')}
        value={search.group ?? all}
        onChange={(value) => onChange({ group: auditGroups.find((group) => group === value) })}
        options={[
          { value: all, label: t('word.all') },
          ...auditGroups.map((group) => ({ value: group, label: t(`oversight.group.${group}`) })),
        ]}
      />
      <div className="oversight-number">
        <TextField
          label={t('oversight.number')}
          hint={t('oversight.numberHint')}
          value={number}
          onChange={setNumber}
          autoComplete="off"
          maxLength={60}
        />
      </div>
      <Button type="submit" variant="primary" icon={<SearchIcon />}>
        {t('oversight.search')}
      </Button>
    </form>
  )
}

function Entries(props: {
  page: AuditPage
  isBusy: boolean
  search: AuditSearch
  onChange: (part: AuditSearch) => void
}) {
  const t = useT()
  const columns = useColumns()
  const { rows, hasMore, numberFound, personId } = props.page
  const page = props.search.page ?? 1
  return (
    <>
      {personId && numberFound && (
        <div className="oversight-pages">
          <ExportButton what="looks" filter={{ personId }} label={t('oversight.takeLooks')} />
        </div>
      )}
      <DataTable
        caption={t('oversight.caption')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        isBusy={props.isBusy}
        empty={
          <EmptyState title={t(numberFound === false ? 'oversight.numberNobody' : 'oversight.none')}>
            {t('oversight.noneHelp')}
          </EmptyState>
        }
      />
      {(page > 1 || hasMore) && (
        <div className="oversight-pages">
          {page > 1 && (
            <Button onPress={() => props.onChange({ page: page - 1 })}>{t('oversight.newer')}</Button>
          )}
          {hasMore && (
            <Button onPress={() => props.onChange({ page: page + 1 })}>{t('oversight.older')}</Button>
          )}
        </div>
      )}
    </>
  )
}

function useColumns(): Column<AuditLine>[] {
  const t = useT()
  const format = useFormat()
  return [
    { id: 'at', header: t('oversight.at'), isRowHeader: true, cell: ({ at }) => format.moment(at) },
    {
      id: 'who',
      header: t('oversight.actor'),
      cell: ({ actorName, role, officeName }) => (
        <>
          {actorName ?? t('oversight.system')}
          <div className="desk-quiet desk-small">
            {[format.label(role), officeName].filter(Boolean).join(' · ')}
          </div>
        </>
      ),
    },
    { id: 'act', header: t('oversight.act'), cell: ({ actionLabel }) => format.label(actionLabel) },
    {
      id: 'detail',
      header: t('oversight.detail'),
      isWide: true,
      cell: ({ fields, reason }) => (
        <>
          {fields.length > 0 && (
            <div>{t('oversight.fields', { fields: fields.map((f) => format.label(f)).join(', ') })}</div>
          )}
          {reason && <div>{t('oversight.reason', { reason })}</div>}
          {fields.length === 0 && !reason && <span className="desk-quiet">{t('word.none')}</span>}
        </>
      ),
    },
  ]
}
