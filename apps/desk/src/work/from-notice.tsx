import { useQuery } from '@tanstack/react-query'
import { type TargetForm, targetForms } from '@zhucan/catalogue'
import type { Label } from '@zhucan/kernel'
import {
  Button,
  CloseIcon,
  ComboBox,
  EmptyState,
  Link,
  Panel,
  ProblemSummary,
  Select,
  State,
  TextField,
  useFormat,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { get, problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import type { StateLink } from '../app/state-link.ts'
import { NewTask } from './new-task.tsx'
import { useWorkPost } from './work.queries.ts'
import { useWorkWords } from './work-words.tsx'
import './work.css'

interface Base {
  readonly itemId: string
  readonly quote: string
  readonly madeId: string | null
}

type TargetProposal = Base & {
  readonly kind: 'target'
  readonly printedUnit: string
  readonly form: TargetForm
  readonly value: string
  readonly periodFrom: string
  readonly periodTo: string
  readonly indicators: readonly {
    readonly code: string
    readonly label: Label
    readonly unit: string
    readonly forms: readonly TargetForm[]
    readonly fitsUnit: boolean
  }[]
}

interface Office {
  readonly printed: string
  readonly organisationId: string | null
}

type TaskProposal = Base & {
  readonly kind: 'task'
  readonly title: string
  readonly dueOn: string | null
  readonly reportTo: string | null
  readonly lead: Office | null
  readonly supports: readonly Office[]
}

/** The confirmed items of a notice, each with what it could become; a person checks and makes them one by one. */
export function FromNotice({ noticeId, close }: { noticeId: string; close: StateLink }) {
  const t = useT()
  const proposals = useQuery({
    queryKey: ['work', 'proposals', noticeId],
    queryFn: ({ signal }) =>
      get<(TargetProposal | TaskProposal)[]>(
        `/api/v1/targets/proposals?notice=${encodeURIComponent(noticeId)}`,
        signal,
      ),
  })
  return (
    <Panel
      title={t('work.fromNotice')}
      note={t('work.fromNoticeHelp')}
      actions={
        <Link look="quiet" {...close} icon={<CloseIcon />}>
          {t('ui.close')}
        </Link>
      }
    >
      <QueryView query={proposals}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t('work.noItems')}>{t('work.noItemsHelp')}</EmptyState>
          ) : (
            <ul className="work-proposals">
              {rows.map((row) => (
                <li key={row.itemId}>
                  <blockquote>{row.quote}</blockquote>
                  {row.madeId ? (
                    <p className="desk-row">
                      <State kind="good">{t('work.made')}</State>
                      <Link look="row" href={`/${row.kind}s/${row.madeId}`}>
                        {t('work.openMade')}
                      </Link>
                    </p>
                  ) : row.kind === 'target' ? (
                    <MakeTarget noticeId={noticeId} row={row} />
                  ) : (
                    <MakeTask noticeId={noticeId} row={row} />
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Panel>
  )
}

function MakeTarget({ noticeId, row }: { noticeId: string; row: TargetProposal }) {
  const t = useT()
  const format = useFormat()
  const words = useWorkWords()
  const [code, setCode] = useState<string | null>(row.indicators[0]?.code ?? null)
  const [wanted, setForm] = useState<string>(row.form)
  const [value, setValue] = useState(row.value)
  const make = useWorkPost(() => t('work.made'))
  const indicator = row.indicators.find((each) => each.code === code)
  const form = indicator?.forms.find((each) => each === wanted) ?? indicator?.forms[0]
  const submit = () => {
    if (!indicator || !form) return
    const body = {
      clause: { noticeId, itemId: row.itemId },
      ...{ indicator: indicator.code, form, unit: indicator.unit },
      ...(targetForms[form].hasValue && { value: value.trim() }),
      ...{ periodFrom: row.periodFrom, periodTo: row.periodTo },
    }
    make.mutate({ path: '/targets', body })
  }
  return (
    <div className="work-proposal">
      {make.error && (
        <ProblemSummary code={problemOf(make.error).code} params={problemOf(make.error).params} />
      )}
      <ComboBox
        label={t('work.indicator')}
        value={code}
        onChange={setCode}
        options={row.indicators.map((each) => ({
          value: each.code,
          label: `${format.label(each.label)} (${words.unit(each.unit)})`,
        }))}
      />
      {form && indicator && (
        <Select
          label={t('work.form')}
          value={form}
          onChange={setForm}
          options={indicator.forms.map((each) => ({ value: each, label: words.form(each) }))}
        />
      )}
      {form && targetForms[form].hasValue && (
        <TextField label={t('work.value')} inputMode="decimal" value={value} onChange={setValue} />
      )}
      <p className="desk-small">
        {t('work.printedUnit', { unit: row.printedUnit })}
        {indicator && !indicator.fitsUnit && <State kind="danger">{t('work.unitDiffers')}</State>}
      </p>
      <Button variant="primary" isPending={make.isPending} isDisabled={!indicator?.fitsUnit} onPress={submit}>
        {t('work.make')}
      </Button>
    </div>
  )
}

function MakeTask({ noticeId, row }: { noticeId: string; row: TaskProposal }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const named = [row.lead, ...row.supports].flatMap((office) => (office ? [office.printed] : []))
  return (
    <div className="work-proposal">
      <p>{[row.title, ...named].join(' · ')}</p>
      <Button onPress={() => setOpen(true)}>{t('work.newTask')}</Button>
      {isOpen && (
        <NewTask
          onClose={() => setOpen(false)}
          draft={{
            clause: { noticeId, itemId: row.itemId },
            ...{ title: row.title, what: row.quote, reportTo: row.reportTo, dueOn: row.dueOn },
            leadId: row.lead?.organisationId ?? null,
            supportIds: row.supports.flatMap(({ organisationId }) => organisationId ?? []),
          }}
        />
      )}
    </div>
  )
}
