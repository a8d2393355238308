import { useQuery } from '@tanstack/react-query'
import { grantableRoles, isRole, roles } from '@zhucan/catalogue'
import { isPlainDate } from '@zhucan/kernel'
import { ComboBox, type FieldFault, Select, TextField, useFormat, useT } from '@zhucan/ui'
import { RegionChooser } from '../app/region-chooser.tsx'
import { useMe } from '../app/session.ts'
import { officesQuery } from './people.queries.ts'

/** An office as it is being filled in. */
export interface OfficeValues {
  readonly role: string
  readonly organisation: string | null
  /** A part of the organisation's area; the whole where none is named. */
  readonly region: string | undefined
  readonly fromDay: string
  readonly untilDay: string
}

/** Ids of the fields, for the summary of faults. */
export const officeIds = { role: 'office-role', fromDay: 'office-from', untilDay: 'office-until' } as const

/** The day fields as the server takes them; an empty one is left out. */
export const officeBody = ({ role, organisation, region, fromDay, untilDay }: OfficeValues) => ({
  role,
  organisation,
  ...(region !== undefined && { region }),
  ...(fromDay.trim() !== '' && { fromDay: fromDay.trim() }),
  ...(untilDay.trim() !== '' && { untilDay: untilDay.trim() }),
})

/** What is missing or wrong in an office. */
export function useOfficeFaults(): (values: OfficeValues) => FieldFault[] {
  const t = useT()
  const isWrong = (day: string) => day.trim() !== '' && !isPlainDate(day.trim())
  return ({ organisation, fromDay, untilDay }) => [
    ...(organisation === null ? [{ controlId: officeIds.role, text: t('people.organisationMissing') }] : []),
    ...(isWrong(fromDay) ? [{ controlId: officeIds.fromDay, text: t('people.dayWrong') }] : []),
    ...(isWrong(untilDay) ? [{ controlId: officeIds.untilDay, text: t('people.dayWrong') }] : []),
  ]
}

/** Role, organisation and term: what makes an office. */
export function OfficeFields(props: {
  values: OfficeValues
  onChange: (values: OfficeValues) => void
  faults: readonly FieldFault[]
}) {
  const t = useT()
  const format = useFormat()
  const me = useMe()
  const { values, onChange, faults } = props
  const offices = useQuery(officesQuery)
  const mine = isRole(me.user.role) ? grantableRoles(me.user.role) : []
  const day = (name: 'fromDay' | 'untilDay') => ({
    id: officeIds[name],
    value: values[name],
    onChange: (value: string) => onChange({ ...values, [name]: value }),
    error: faults.find(({ controlId }) => controlId === officeIds[name])?.text,
    inputMode: 'numeric' as const,
    optional: true,
  })
  return (
    <>
      <Select
        label={t('people.role')}
        value={values.role}
        onChange={(role) => onChange({ ...values, role })}
        options={mine.map((role) => ({ value: role, label: format.label(roles[role].label) }))}
      />
      {offices.data && (
        <ComboBox
          label={t('people.organisation')}
          value={values.organisation}
          onChange={(organisation) => onChange({ ...values, organisation })}
          options={offices.data.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <RegionChooser selected={values.region} onSelect={(region) => onChange({ ...values, region })} />
      <div className="people-days">
        <TextField label={t('people.fromDay')} hint={t('people.dayHint')} {...day('fromDay')} />
        <TextField label={t('people.untilDay')} hint={t('people.untilHint')} {...day('untilDay')} />
      </div>
    </>
  )
}

/** An office nobody has filled in yet, beginning today. */
export const emptyOffice = (today: string): OfficeValues => ({
  role: 'caseworker',
  organisation: null,
  region: undefined,
  fromDay: today,
  untilDay: '',
})
