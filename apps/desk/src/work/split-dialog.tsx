import { useQuery } from '@tanstack/react-query'
import { judgeSum, type SplitWay, type SumVerdict, splitWays, targetForms, toSteps } from '@zhucan/catalogue'
import {
  Button,
  Checkbox,
  type Column,
  DataTable,
  Dialog,
  Disclosure,
  ProblemSummary,
  RadioGroup,
  Select,
  TextField,
  useFormat,
  useT,
} from '@zhucan/ui'
import { useDeferredValue, useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { SumLine } from './sum-line.tsx'
import { type SplitPreview, useWorkPost, type WholeTarget } from './work.queries.ts'
import { useWorkWords } from './work-words.tsx'

type Share = SplitPreview['shares'][number]

interface Division {
  readonly by: SplitWay
  /** Figures of organisations, by id; those with a text take part. */
  readonly offices: Readonly<Record<string, string>>
  /** By hand: figures of regions, by code. */
  readonly values: Readonly<Record<string, string>>
  readonly left: readonly string[]
}

/** Divides a target in a window: the preview and the sum follow every choice, nothing is handed down before it fits. */
export function SplitDialog({ target, onClose }: { target: WholeTarget; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const words = useWorkWords()
  const { isSummed } = targetForms[target.form]
  const [division, setDivision] = useState<Division>({
    by: isSummed ? 'population' : 'as-is',
    ...{ offices: {}, values: {}, left: [] },
  })
  const [through, setThrough] = useState('')
  const [receiveBy, setReceiveBy] = useState('')
  const [note, setNote] = useState('')
  const preview = usePreview(target, division)
  const split = useWorkPost<{ added: number; changed: number; withdrawn: number }>((done) =>
    t('work.splitDone', done),
  )
  const sum = sumOf(target, division, preview.data)
  const submit = () =>
    split.mutate(
      {
        path: `/targets/${target.id}/split`,
        body: {
          ...requestOf(target, division, preview.data),
          version: target.version,
          ...(through && division.by !== 'hand' && { through: Number(through) }),
          ...(receiveBy && { receiveBy }),
          ...(note.trim() && { note: note.trim() }),
        },
      },
      { onSuccess: onClose },
    )
  const error = split.error ?? preview.error
  return (
    <Dialog
      title={t('work.splitTitle', { name: format.label(target.label), figure: words.figure(target) })}
      isOpen
      onClose={onClose}
      look="side"
      footer={
        <>
          {isSummed && sum && <SumLine sum={sum} value={target.value} decimals={target.decimals} isLive />}
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={split.isPending} isDisabled={!sum?.fits} onPress={submit}>
            {t('work.splitSubmit')}
          </Button>
        </>
      }
    >
      <div className="desk-stack">
        {error && (
          <ProblemSummary code={problemOf(error).code} params={problemOf(error).params} takesFocus={false} />
        )}
        {isSummed && (
          <RadioGroup
            label={t('work.splitWay')}
            look="bar"
            value={division.by}
            onChange={(by) => setDivision(startWay(division, by as SplitWay, preview.data))}
            options={(['population', 'equal', 'last-year', 'hand'] as const).map((value) => ({
              value,
              label: format.label(splitWays[value]),
            }))}
          />
        )}
        {division.by === 'last-year' && <p className="zc-field-hint">{t('work.lastYearHint')}</p>}
        <Offices {...{ target, division }} onChange={setDivision} />
        <Regions
          {...{ target, division }}
          preview={preview.data}
          isBusy={preview.isFetching}
          onChange={setDivision}
        />
        <Terms
          {...{ target, division, through, receiveBy, note }}
          onThrough={setThrough}
          onReceiveBy={setReceiveBy}
          onNote={setNote}
        />
      </div>
    </Dialog>
  )
}

/** By hand begins with what the way before came to. */
function startWay(division: Division, by: SplitWay, preview: SplitPreview | undefined): Division {
  if (by !== 'hand') return { ...division, by }
  const values = Object.fromEntries(
    (preview?.shares ?? []).flatMap(({ organisationId, region, value }) =>
      organisationId === null && value !== null ? [[region, value]] : [],
    ),
  )
  return { ...division, by, values: Object.keys(division.values).length > 0 ? division.values : values }
}

function usePreview(target: WholeTarget, division: Division) {
  // By hand the figures are the user's own: the regions are asked for once, equally divided.
  const asked = useDeferredValue(
    JSON.stringify(
      requestOf(target, {
        ...division,
        values: {},
        left: [],
        by: division.by === 'hand' ? 'equal' : division.by,
      }),
    ),
  )
  return useQuery({
    queryKey: ['work', 'targets', 'split-preview', target.id, target.version, asked],
    queryFn: () => post<SplitPreview>(`/api/v1/targets/${target.id}/split-preview`, JSON.parse(asked)),
    retry: false,
    placeholderData: (before: SplitPreview | undefined) => before,
  })
}

const officesOf = (target: WholeTarget, { offices }: Division) =>
  Object.entries(offices)
    .filter(([, value]) => value.trim() !== '')
    .map(([organisationId, value]) => ({
      organisationId,
      ...(targetForms[target.form].isSummed && { value: value.trim() }),
    }))

function requestOf(target: WholeTarget, division: Division, preview?: SplitPreview) {
  const offices = officesOf(target, division)
  const regions = (preview?.shares ?? []).flatMap(({ organisationId, region }) =>
    organisationId === null ? [region] : [],
  )
  const kept = regions.filter((region) => !division.left.includes(region))
  return {
    by: division.by,
    ...(offices.length > 0 && { offices }),
    ...(division.left.length > 0 && { regions: kept }),
    ...(division.by === 'hand' && {
      values: Object.entries(division.values)
        .filter(([region, value]) => value.trim() !== '' && !division.left.includes(region))
        .map(([region, value]) => ({ region, value: value.trim() })),
    }),
  }
}

/** The same check as the server's, while somebody types. */
function sumOf(
  target: WholeTarget,
  division: Division,
  preview: SplitPreview | undefined,
): SumVerdict | null {
  if (!preview) return null
  if (division.by !== 'hand') return preview.sum
  const whole = toSteps(target.value ?? '', target.decimals) ?? 0
  const texts = [
    ...officesOf(target, division).map(({ value }) => value ?? ''),
    ...Object.entries(division.values).flatMap(([region, value]) =>
      value.trim() === '' || division.left.includes(region) ? [] : [value],
    ),
  ]
  const steps = texts.map((text) => toSteps(text, target.decimals))
  if (steps.includes(null)) return { fits: false, why: 'short', difference: -whole }
  return judgeSum(target.form, whole, steps as number[])
}

interface PartProps {
  target: WholeTarget
  division: Division
  onChange: (division: Division) => void
}

function Offices({ target, division, onChange }: PartProps) {
  const t = useT()
  const { isSummed } = targetForms[target.form]
  if (target.sharers.length === 0) return null
  const set = (id: string, value: string) =>
    onChange({ ...division, offices: { ...division.offices, [id]: value } })
  return (
    <Disclosure title={t('work.splitOffices')}>
      <p className="zc-field-hint">{t('work.splitOfficesHint')}</p>
      <div className="work-offices">
        {target.sharers.map(({ id, name }) =>
          isSummed ? (
            <TextField
              key={id}
              label={name}
              inputMode="decimal"
              value={division.offices[id] ?? ''}
              onChange={(value) => set(id, value)}
            />
          ) : (
            <Checkbox
              key={id}
              isSelected={(division.offices[id] ?? '') !== ''}
              onChange={(isSelected) => set(id, isSelected ? 'yes' : '')}
            >
              {name}
            </Checkbox>
          ),
        )}
      </div>
    </Disclosure>
  )
}

function Regions(props: PartProps & { preview: SplitPreview | undefined; isBusy: boolean }) {
  const t = useT()
  const columns = useShareColumns(props)
  const rows = (props.preview?.shares ?? []).filter(({ organisationId }) => organisationId === null)
  if (!props.preview) return props.isBusy ? <p role="status">{t('work.previewing')}</p> : null
  return (
    <DataTable
      caption={t('work.splitCaption')}
      columns={columns}
      rows={rows}
      rowKey={({ region }) => region}
      isBusy={props.isBusy}
    />
  )
}

function useShareColumns({ target, division, onChange }: PartProps): Column<Share>[] {
  const t = useT()
  const format = useFormat()
  const number = (value: string | null) => (value === null ? '' : format.number(Number(value)))
  const isIn = (region: string) => !division.left.includes(region)
  const { isSummed } = targetForms[target.form]
  const weight: Column<Share>[] =
    division.by === 'population' || division.by === 'last-year'
      ? [
          {
            id: 'weight',
            header: t(`work.weight.${division.by}`),
            align: 'end',
            cell: (row) =>
              row.isResult === false
                ? t('work.weightAsked', { value: number(row.weight) })
                : number(row.weight),
          },
        ]
      : []
  const share: Column<Share>[] = isSummed
    ? [
        { id: 'before', header: t('work.before'), align: 'end', cell: (row) => number(row.before) },
        {
          id: 'share',
          header: t('work.share'),
          align: 'end',
          cell: (row) =>
            division.by === 'hand' ? (
              <div className="work-share">
                <TextField
                  label={t('work.shareOf', { name: row.name })}
                  hideLabel
                  inputMode="decimal"
                  value={division.values[row.region] ?? ''}
                  onChange={(value) =>
                    onChange({ ...division, values: { ...division.values, [row.region]: value } })
                  }
                />
              </div>
            ) : (
              <strong className="zc-number">{isIn(row.region) ? number(row.value) : t('work.none')}</strong>
            ),
        },
      ]
    : []
  return [
    { id: 'name', header: t('work.place'), isRowHeader: true, cell: (row) => row.name },
    ...weight,
    ...share,
  ]
}

function Terms(props: {
  target: WholeTarget
  division: Division
  through: string
  receiveBy: string
  note: string
  onThrough: (level: string) => void
  onReceiveBy: (day: string) => void
  onNote: (note: string) => void
}) {
  const t = useT()
  const levels = (['4', '5'] as const).filter((level) => Number(level) > props.target.level + 1)
  return (
    <>
      {levels.length > 0 && props.division.by !== 'hand' && (
        <Select
          label={t('work.through')}
          value={props.through === '' ? 'next' : props.through}
          onChange={(value) => props.onThrough(value === 'next' ? '' : value)}
          options={[
            { value: 'next', label: t('work.through.next') },
            ...levels.map((value) => ({ value, label: t(`work.through.${value}`) })),
          ]}
        />
      )}
      <div className="work-day">
        <TextField
          type="date"
          label={t('work.receiveBy')}
          optional
          value={props.receiveBy}
          onChange={props.onReceiveBy}
        />
      </div>
      <TextField
        label={t('work.note')}
        optional
        rows={2}
        maxLength={500}
        value={props.note}
        onChange={props.onNote}
      />
    </>
  )
}
