import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  Button,
  type Column,
  DataTable,
  EmptyState,
  Panel,
  ProblemSummary,
  Select,
  TextField,
  useFormat,
  useNotify,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { PlaceName } from '../app/place-name.tsx'
import { QueryView } from '../app/query-view.tsx'
import { useMe } from '../app/session.ts'
import { type PolicyRow, policyNames, policyQuery, policyRoles } from './exports.queries.ts'
import './exports.css'

/** Amounts the office sets for a role from a day on, instead of those that ship. */
export function PolicyPanel() {
  const t = useT()
  const format = useFormat()
  const set = useQuery(policyQuery)
  const columns: Column<PolicyRow>[] = [
    {
      id: 'name',
      header: t('exports.policyName'),
      isRowHeader: true,
      cell: ({ name }) => t(`exports.policy.${name}`),
    },
    { id: 'place', header: t('exports.policyPlace'), cell: ({ region }) => <PlaceName code={region} /> },
    { id: 'role', header: t('exports.policyRole'), cell: ({ role }) => t(`exports.role.${role}`) },
    {
      id: 'amount',
      header: t('exports.policyAmount'),
      align: 'end',
      cell: ({ amount }) => format.number(amount),
    },
    { id: 'from', header: t('exports.policyFrom'), cell: ({ fromDay }) => format.day(fromDay) },
    {
      id: 'basis',
      header: t('exports.policyBasis'),
      isWide: true,
      isQuiet: true,
      cell: ({ basis }) => basis,
    },
  ]
  return (
    <Panel title={t('exports.policyTitle')} note={t('exports.policyNote')}>
      <div className="desk-stack">
        <PolicyForm />
        <QueryView query={set}>
          {(rows) => (
            <DataTable
              caption={t('exports.policyTitle')}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
              empty={<EmptyState title={t('exports.policyNone')}>{t('exports.policyNoneHelp')}</EmptyState>}
            />
          )}
        </QueryView>
      </div>
    </Panel>
  )
}

function PolicyForm() {
  const t = useT()
  const me = useMe()
  const notify = useNotify()
  const queries = useQueryClient()
  const [name, setName] = useState<(typeof policyNames)[number]>('file-rows')
  const [role, setRole] = useState<(typeof policyRoles)[number]>('caseworker')
  const [amount, setAmount] = useState('')
  const [fromDay, setFromDay] = useState(me.day)
  const [basis, setBasis] = useState('')
  const save = useMutation({
    mutationFn: () => {
      const region = me.reach[0]?.code ?? ''
      return post<{ waits: boolean }>(
        '/api/v1/exports/policy',
        { name, role, region, amount: Number(amount), fromDay, basis },
        'PUT',
      )
    },
    onSuccess: async ({ waits }) => {
      await queries.invalidateQueries({ queryKey: ['exports'] })
      await queries.invalidateQueries({ queryKey: ['proposals'] })
      setAmount('')
      notify({ kind: 'good', text: t(waits ? 'exports.policyAsked' : 'exports.policySaved') })
    },
  })
  return (
    <form
      className="exports-policy"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      {save.error && <ProblemSummary {...problemOf(save.error)} />}
      <Select
        label={t('exports.policyName')}
        value={name}
        onChange={(value) => setName(policyNames.find((one) => one === value) ?? name)}
        options={policyNames.map((value) => ({ value, label: t(`exports.policy.${value}`) }))}
      />
      <Select
        label={t('exports.policyRole')}
        value={role}
        onChange={(value) => setRole(policyRoles.find((one) => one === value) ?? role)}
        options={policyRoles.map((value) => ({ value, label: t(`exports.role.${value}`) }))}
      />
      <TextField
        label={t('exports.policyAmount')}
        value={amount}
        onChange={setAmount}
        inputMode="numeric"
        isRequired
      />
      <TextField
        label={t('exports.policyFrom')}
        type="date"
        value={fromDay}
        onChange={setFromDay}
        isRequired
      />
      <TextField
        label={t('exports.policyBasis')}
        value={basis}
        onChange={setBasis}
        isRequired
        maxLength={200}
      />
      <Button type="submit" isPending={save.isPending}>
        {t('organisations.save')}
      </Button>
    </form>
  )
}
