import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Dialog, ProblemSummary, Select, TextField, useFormat, useT } from '@zhucan/ui'
import { useState } from 'react'
import { problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { useMe } from '../app/session.ts'
import type { PaperSource, PapersSearch } from './papers.address.ts'
import { noticeChoices, targetChoices, useMakePaper } from './papers.queries.ts'

/** What is asked before a draft is made; null while something is missing. */
type Wanted = Record<string, unknown> | null

interface PartProps {
  /** What the address asks for already. */
  from: Pick<PapersSearch, 'notice' | 'target'>
  onChange: (wanted: Wanted) => void
}

const parts = { blank: BlankPart, notice: NoticePart, tasks: TasksPart, targets: TargetsPart }

/** Asks what a draft is made from, makes it and goes there. */
export function MakePaper({
  source,
  from,
  onClose,
}: {
  source: PaperSource
  from: PartProps['from']
  onClose: () => void
}) {
  const t = useT()
  const navigate = useNavigate()
  const make = useMakePaper()
  const { day } = useMe()
  const [wanted, setWanted] = useState<Wanted>(() => wantedFrom(source, from, day))
  const Part = parts[source]
  const run = () =>
    wanted &&
    make.mutate(
      { from: source, ...wanted },
      {
        onSuccess: ({ id }) => void navigate({ to: '/papers/$paperId', params: { paperId: id }, search: {} }),
      },
    )
  return (
    <Dialog
      title={t(`papers.make.${source}`)}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isDisabled={wanted === null} isPending={make.isPending} onPress={run}>
            {t('papers.makeDraft')}
          </Button>
        </>
      }
    >
      <div className="paper-form">
        {make.error && <ProblemSummary {...problemOf(make.error)} />}
        <p>{t(`papers.makeNote.${source}`)}</p>
        <Part from={from} onChange={setWanted} />
      </div>
    </Dialog>
  )
}

const yearUntil = (day: string) => ({ from: `${day.slice(0, 4)}-01-01`, to: day })

/** What the address says is enough to begin with. */
function wantedFrom(source: PaperSource, { notice, target }: PartProps['from'], day: string): Wanted {
  if (source === 'notice' && notice) return { notice }
  return source === 'targets' && target ? { targets: [target], period: yearUntil(day) } : null
}

function BlankPart({ onChange }: PartProps) {
  const t = useT()
  const [title, setTitle] = useState('')
  const change = (next: string) => {
    setTitle(next)
    onChange(next.trim().length >= 2 ? { title: next.trim() } : null)
  }
  return (
    <TextField
      label={t('papers.titleOf')}
      hint={t('papers.titleHint')}
      value={title}
      onChange={change}
      maxLength={200}
      isRequired
      autoFocus
    />
  )
}

function TasksPart({ onChange }: PartProps) {
  const t = useT()
  const [subject, setSubject] = useState('')
  const change = (next: string) => {
    setSubject(next)
    onChange(next.trim().length >= 2 ? { subject: next.trim() } : null)
  }
  return (
    <TextField
      label={t('papers.subject')}
      hint={t('papers.subjectHint')}
      value={subject}
      onChange={change}
      maxLength={60}
      isRequired
      autoFocus
    />
  )
}

function NoticePart({ from, onChange }: PartProps) {
  const t = useT()
  const notices = useQuery(noticeChoices)
  const [chosen, setChosen] = useState(from.notice ?? '')
  return (
    <QueryView query={notices}>
      {({ rows }) =>
        rows.length === 0 ? (
          <p>{t('papers.noNotices')}</p>
        ) : (
          <Select
            label={t('papers.fromNotice')}
            options={rows.map(({ id, title }) => ({ value: id, label: title }))}
            value={chosen}
            onChange={(notice) => {
              setChosen(notice)
              onChange({ notice })
            }}
          />
        )
      }
    </QueryView>
  )
}

function TargetsPart({ from: asked, onChange }: PartProps) {
  const t = useT()
  const format = useFormat()
  const targets = useQuery(targetChoices)
  const [chosen, setChosen] = useState<readonly string[]>(asked.target ? [asked.target] : [])
  const { day } = useMe()
  const [period, setPeriod] = useState(yearUntil(day))
  const tell = (ids: readonly string[], { from, to }: { from: string; to: string }) => {
    setChosen(ids)
    setPeriod({ from, to })
    const isReady = ids.length > 0 && from !== '' && to !== '' && from <= to
    onChange(isReady ? { targets: ids, period: { from, to } } : null)
  }
  return (
    <>
      <div className="paper-fields">
        <TextField
          label={t('papers.periodFrom')}
          type="date"
          value={period.from}
          onChange={(from) => tell(chosen, { ...period, from })}
          isRequired
        />
        <TextField
          label={t('papers.periodTo')}
          type="date"
          value={period.to}
          onChange={(to) => tell(chosen, { ...period, to })}
          isRequired
        />
      </div>
      <QueryView query={targets}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p>{t('papers.noTargets')}</p>
          ) : (
            <fieldset className="paper-choices">
              <legend>{t('papers.whichTargets')}</legend>
              {rows.map(({ id, label, value, carrierName }) => (
                <Checkbox
                  key={id}
                  isSelected={chosen.includes(id)}
                  onChange={(on) => tell(on ? [...chosen, id] : chosen.filter((one) => one !== id), period)}
                >
                  {[format.label(label), value, carrierName].filter(Boolean).join(' · ')}
                </Checkbox>
              ))}
            </fieldset>
          )
        }
      </QueryView>
    </>
  )
}
