import { type Column, DataTable, EmptyState, Panel, State, useFormat, useT } from '@zhucan/ui'
import { useWrittenValue } from '../app/columns.ts'
import { useDisabilityNames, useSexName } from '../app/labels.tsx'
import { PersonLink } from '../app/person-link.tsx'
import type { Member } from './person.queries.ts'

/** Who lives in the household, and who among them is a holder or a carer. */
export function HouseholdPanel({ members, personId }: { members: readonly Member[]; personId: string }) {
  const t = useT()
  const format = useFormat()
  const sexName = useSexName()
  const names = useDisabilityNames()
  const write = useWrittenValue()
  const columns: Column<Member>[] = [
    {
      id: 'name',
      header: t('register.name'),
      isRowHeader: true,
      cell: ({ id, name }) =>
        id === personId ? <strong>{name}</strong> : <PersonLink id={id} name={name} />,
    },
    {
      id: 'relation',
      header: t('person.relation'),
      cell: ({ relation, isHead }) =>
        isHead ? t('person.head') : write('register', 'relationToHead', relation),
    },
    { id: 'sex', header: t('register.sex'), cell: ({ sex }) => sexName(sex) },
    {
      id: 'age',
      header: t('register.age'),
      align: 'end',
      cell: ({ age }) => (age === null ? t('word.unknown') : format.number(age)),
    },
    {
      id: 'category',
      header: t('register.categoryLevel'),
      cell: ({ category, level }) => names.both(category, level),
    },
    {
      id: 'carer',
      header: t('person.carer'),
      cell: ({ isCarer }) => isCarer && <State kind="notice">{t('person.carer')}</State>,
    },
  ]
  return (
    <Panel title={t('person.household')} flush>
      <DataTable
        caption={t('person.householdCaption', { count: members.length })}
        columns={columns}
        rows={members}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('person.noHousehold')} />}
      />
    </Panel>
  )
}
