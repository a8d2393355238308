import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { indicatorUnits } from '@zhucan/catalogue'
import {
  Button,
  Checkbox,
  ComboBox,
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
import { RegionChooser } from '../app/region-chooser.tsx'
import { useMe } from '../app/session.ts'
import { EvidencePicker, type SentFile } from '../work/evidence-picker.tsx'
import type { ReportedIndicator, Reports } from './figures.queries.ts'

const route = getRouteApi('/desk/reports')

/** One figure of one region for one period, with what it rests on. What is chosen stands in the address, what is typed stays. */
export function ReportForm({ reports }: { reports: Reports }) {
  const t = useT()
  const format = useFormat()
  const me = useMe()
  const { region, indicator: code } = route.useSearch()
  const navigate = route.useNavigate()
  const search = route.useSearch()
  const change = (part: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), resetScroll: false })
  const indicator = reports.indicators.find((each) => each.code === code)
  const place = region ?? me.reach[0]?.code ?? ''
  return (
    <Panel onScreenOnly title={t('figures.handIn')} note={t('figures.handInNote')}>
      <div className="figures-form">
        <ComboBox
          label={t('figures.indicator')}
          options={reports.indicators.map((each) => ({ value: each.code, label: format.label(each.label) }))}
          value={code ?? ''}
          onChange={(value) => change({ indicator: value || undefined })}
        />
        <RegionChooser selected={region} onSelect={(next) => change({ region: next })} />
        {indicator && <Numbers key={indicator.code} indicator={indicator} region={place} />}
      </div>
    </Panel>
  )
}

interface Typed {
  numerator: string
  denominator: string
  evidence: string
  note: string
  files: readonly SentFile[]
  isOwnPart: boolean
}

const nothing: Typed = { numerator: '', denominator: '', evidence: '', note: '', files: [], isOwnPart: false }

function Numbers({ indicator, region }: { indicator: ReportedIndicator; region: string }) {
  const t = useT()
  const format = useFormat()
  const [period, setPeriod] = useState(indicator.owed)
  const [typed, setTyped] = useState(nothing)
  const send = useSend(indicator, { region, period, typed })
  const fault = send.error ? problemOf(send.error) : null
  return (
    <form
      className="figures-form"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate(true)
      }}
    >
      {fault && <ProblemSummary code={fault.code} params={fault.params} />}
      <p className="desk-prose">{format.label(indicator.definition)}</p>
      <Select
        label={t('figures.period')}
        hint={t('figures.periodHint')}
        options={indicator.periods.map(({ code, label }) => ({ value: code, label: format.label(label) }))}
        value={period}
        onChange={setPeriod}
      />
      <Fields
        {...{ indicator, region, typed }}
        set={(part) => setTyped((before) => ({ ...before, ...part }))}
      />
      <div className="desk-row">
        <Button type="submit" variant="primary" isPending={send.isPending}>
          {t('figures.submit')}
        </Button>
        <Button onPress={() => send.mutate(false)}>{t('figures.save')}</Button>
      </div>
    </form>
  )
}

function useSend(indicator: ReportedIndicator, asked: { region: string; period: string; typed: Typed }) {
  const t = useT()
  const notify = useNotify()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const { region, period, typed } = asked
  return useMutation({
    mutationFn: (submit: boolean) =>
      post<{ id: string }>('/api/v1/reports', {
        indicator: indicator.code,
        region,
        period,
        // An empty field is told by the server like any other that is no number.
        numerator: typed.numerator.trim() || '-',
        ...(indicator.denominator && { denominator: typed.denominator.trim() || null }),
        evidence: typed.evidence,
        note: typed.note || null,
        files: typed.files.map(({ id }) => id),
        isOwnPart: typed.isOwnPart,
        submit,
      }),
    onSuccess: ({ id }, submit) => {
      notify({ kind: 'good', text: t(submit ? 'figures.submitted' : 'figures.saved') })
      void queryClient.invalidateQueries({ queryKey: ['reports'] })
      void queryClient.invalidateQueries({ queryKey: ['figures'] })
      void navigate({ search: (before) => ({ ...before, hand: undefined, report: id }) })
    },
  })
}

function Fields(props: {
  indicator: ReportedIndicator
  region: string
  typed: Typed
  set: (part: Partial<Typed>) => void
}) {
  const t = useT()
  const format = useFormat()
  const { indicator, typed, set } = props
  const unit = indicatorUnits[indicator.unit as keyof typeof indicatorUnits]
  return (
    <>
      <TextField
        label={format.label(indicator.numerator)}
        hint={
          indicator.kind === 'yes-no'
            ? t('figures.yesNoHint')
            : t('figures.numberHint', { unit: format.label(unit) })
        }
        inputMode="decimal"
        value={typed.numerator}
        onChange={(numerator) => set({ numerator })}
      />
      {indicator.denominator && (
        <TextField
          label={format.label(indicator.denominator)}
          hint={t('figures.denominatorHint')}
          inputMode="decimal"
          value={typed.denominator}
          onChange={(denominator) => set({ denominator })}
        />
      )}
      <TextField
        label={t('figures.evidence')}
        hint={t('figures.evidenceHint')}
        rows={2}
        maxLength={1000}
        value={typed.evidence}
        onChange={(evidence) => set({ evidence })}
      />
      <EvidencePicker
        path={`/api/v1/report-files?region=${props.region}`}
        files={typed.files}
        onChange={(files) => set({ files })}
      />
      <div>
        <Checkbox isSelected={typed.isOwnPart} onChange={(isOwnPart) => set({ isOwnPart })}>
          {t('figures.ownPart')}
        </Checkbox>
        <p className="zc-field-hint">{t('figures.ownPartHint')}</p>
      </div>
      <TextField
        label={t('figures.note')}
        optional
        rows={2}
        maxLength={500}
        value={typed.note}
        onChange={(note) => set({ note })}
      />
    </>
  )
}
