import { useQuery } from '@tanstack/react-query'
import { policyDue } from '@zhucan/catalogue'
import { plainDate, type RegionCode } from '@zhucan/kernel'
import { RadioGroup, Select, TextField, useFormat, useT } from '@zhucan/ui'
import { useMe } from '../app/session.ts'
import { loopLinesQuery } from '../policy/policy.queries.ts'
import { useClueWords } from './clue-words.tsx'
import { clueOfficesQuery } from './clue-work.queries.ts'
import { DayField } from './day-field.tsx'

/** Where clues go, until when, with which words. `due` null = as the rules say. */
export interface Issuing {
  readonly to: 4 | 5
  readonly office: string | null
  readonly due: string | null
  readonly note: string
}

/** What is asked when clues go down, for one and for many. */
export function IssueFields(props: {
  /** The level that sends. */
  from: number
  /** A place as far down as all of the clues lie in; without one no single office can be named. */
  place: string | undefined
  value: Issuing
  onChange: (part: Partial<Issuing>) => void
}) {
  const t = useT()
  const words = useClueWords()
  const { value, onChange, from } = props
  const me = useMe()
  const { data: lines } = useQuery(loopLinesQuery)
  // Both come from the server, which knows no other forms.
  const day = policyDue(
    value.to,
    (props.place ?? me.reach[0]?.code ?? '') as RegionCode,
    plainDate(me.day),
    lines,
  )
  return (
    <>
      <RadioGroup
        look="bar"
        label={t('clueWork.to')}
        value={String(value.to)}
        onChange={(to) => onChange({ to: to === '4' ? 4 : 5, office: null })}
        options={([4, 5] as const)
          .filter((level) => level > from)
          .map((level) => ({ value: String(level), label: words.holder(level) }))}
      />
      {props.place && <OfficeChoice {...{ value, onChange }} place={props.place} />}
      <DayField
        label={t('clues.due')}
        hint={t('clueWork.dueHint')}
        value={value.due ?? day}
        onChange={(due) => onChange({ due: due === '' || due === day ? null : due })}
      />
      <TextField
        label={t('clueWork.note')}
        optional
        rows={2}
        maxLength={500}
        value={value.note}
        onChange={(note) => onChange({ note })}
      />
    </>
  )
}

const anyOffice = 'any'

function OfficeChoice(props: { place: string; value: Issuing; onChange: (part: Partial<Issuing>) => void }) {
  const t = useT()
  const format = useFormat()
  const { data = [] } = useQuery(clueOfficesQuery(props.place))
  const offices = data.filter(({ holder }) => holder === props.value.to)
  return (
    <Select
      label={t('clues.office')}
      value={props.value.office ?? anyOffice}
      onChange={(office) => props.onChange({ office: office === anyOffice ? null : office })}
      options={[
        { value: anyOffice, label: t('clueWork.anyOffice') },
        ...offices.map(({ id, name, people }) => ({
          value: id,
          label: name,
          note: people.map((one) => `${one.name} ${format.label(one.roleLabel)}`).join(' · '),
        })),
      ]}
    />
  )
}

/** The first level down from one's own. */
export const firstIssuing = (from: number): Issuing => ({
  to: from >= 4 ? 5 : 4,
  office: null,
  due: null,
  note: '',
})

/** What the server wants to know of it. */
export const issuingBody = ({ to, office, due, note }: Issuing) => ({
  to,
  ...(office && { officeId: office }),
  ...(due && { due }),
  ...(note.trim() && { note: note.trim() }),
})
