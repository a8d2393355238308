import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  Button,
  Disclosure,
  Panel,
  ProblemSummary,
  TextField,
  Timeline,
  useFormat,
  useNotify,
  useT,
} from '@zhucan/ui'
import { type ReactNode, useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { useMay, useMe } from '../app/session.ts'
import { type Department, departmentsOn, dutiesQuery } from './organisations.queries.ts'

/** Member departments with their duties as they hold on a day; each with its history and a form for new ones. */
export function DutiesPanel({
  day,
  onDay,
}: {
  day: string | undefined
  onDay: (day: string | undefined) => void
}) {
  const t = useT()
  const me = useMe()
  const found = useQuery(departmentsOn(day))
  return (
    <Panel title={t('organisations.duties')} note={t('organisations.dutiesNote')}>
      <div className="desk-stack">
        <div className="organisations-fields">
          <TextField
            type="date"
            label={t('organisations.onDay')}
            value={day ?? me.day}
            onChange={(next) => onDay(next === '' || next === me.day ? undefined : next)}
          />
        </div>
        <QueryView query={found}>
          {({ departments }) => (
            <div>
              {departments.map((department) => (
                <Duties key={department.id} department={department} />
              ))}
            </div>
          )}
        </QueryView>
      </div>
    </Panel>
  )
}

const textOf = (duty: Department['duties'][number], label: (one: { zh: string; en: string }) => string) =>
  typeof duty === 'string' ? duty : label(duty)

function Duties({ department }: { department: Department }) {
  const t = useT()
  const format = useFormat()
  const mayWrite = useMay('organisation.write')
  const { label, duties, setBy } = department
  return (
    <Disclosure title={format.label(label)}>
      <ul>
        {duties.map((duty) => {
          const text = textOf(duty, format.label)
          return <li key={text}>{text}</li>
        })}
      </ul>
      <p className="desk-quiet desk-small">
        {setBy
          ? t('organisations.dutiesSetBy', {
              place: setBy.regionName ?? '',
              day: format.day(setBy.fromDay),
              basis: setBy.basis,
            })
          : t('organisations.dutiesShipped')}
      </p>
      <div className="organisations-form">
        <OnDemand title={t('organisations.dutiesHistory')}>
          {() => <DutiesHistory id={department.id} />}
        </OnDemand>
        {mayWrite && (
          <OnDemand title={t('organisations.dutiesNew')}>
            {() => <DutiesForm department={department} />}
          </OnDemand>
        )}
      </div>
    </Disclosure>
  )
}

/** What is fetched and drawn only once somebody wants it: there are a dozen departments. */
function OnDemand({ title, children }: { title: string; children: () => ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <div>
        <Button aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {title}
        </Button>
      </div>
      {isOpen && children()}
    </>
  )
}

function DutiesHistory({ id }: { id: string }) {
  const t = useT()
  const format = useFormat()
  const found = useQuery(dutiesQuery(id))
  return (
    <QueryView query={found}>
      {(rows) =>
        rows.length === 0 ? (
          <p className="desk-quiet">{t('organisations.noDutiesHistory')}</p>
        ) : (
          <Timeline
            entries={rows.map((row) => ({
              id: `${row.region} ${row.setAt}`,
              when: row.untilDay
                ? t('organisations.fromTo', { from: format.day(row.fromDay), to: format.day(row.untilDay) })
                : t('organisations.since', { day: format.day(row.fromDay) }),
              title: row.duties.join('；'),
              source: [row.regionName, row.basis].filter(Boolean).join(' · '),
              body: (
                <p className="desk-quiet desk-small">
                  {t('organisations.wishedBy', { name: row.setBy ?? '', moment: format.moment(row.setAt) })}
                </p>
              ),
            }))}
          />
        )
      }
    </QueryView>
  )
}

function DutiesForm({ department }: { department: Department }) {
  const t = useT()
  const me = useMe()
  const format = useFormat()
  const notify = useNotify()
  const queries = useQueryClient()
  const [text, setText] = useState(() =>
    department.duties.map((duty) => textOf(duty, format.label)).join('\n'),
  )
  const [fromDay, setFromDay] = useState(me.day)
  const [untilDay, setUntilDay] = useState('')
  const [basis, setBasis] = useState('')
  const duties = text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '')
  const save = useMutation({
    mutationFn: () =>
      post(
        '/api/v1/departments/duties',
        {
          ...{ department: department.id, region: me.reach[0]?.code ?? '', fromDay, duties },
          ...{ untilDay: untilDay === '' ? null : untilDay, basis: basis.trim() },
        },
        'PUT',
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['departments'] })
      setBasis('')
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
      <TextField
        label={t('organisations.dutiesText')}
        hint={t('organisations.dutiesHint')}
        rows={6}
        value={text}
        onChange={setText}
        isRequired
      />
      <div className="organisations-fields">
        <TextField
          type="date"
          label={t('organisations.from')}
          value={fromDay}
          onChange={setFromDay}
          isRequired
        />
        <TextField
          type="date"
          label={t('organisations.until')}
          optional
          value={untilDay}
          onChange={setUntilDay}
        />
        <TextField
          label={t('organisations.basis')}
          value={basis}
          onChange={setBasis}
          isRequired
          maxLength={200}
        />
      </div>
      <div className="desk-row">
        <Button type="submit" variant="primary" isPending={save.isPending} isDisabled={duties.length === 0}>
          {t('organisations.save')}
        </Button>
      </div>
    </form>
  )
}
