import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { impersonalKinds } from '@zhucan/catalogue'
import {
  Button,
  Checkbox,
  Dialog,
  FactList,
  InfoIcon,
  Link,
  Loading,
  ProblemSummary,
  Select,
  TextField,
  useFormat,
  useSpeech,
  WarningIcon,
} from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import { useConfirmed } from '../sign-in/use-confirmed.tsx'
import type { Exported } from './export-button.tsx'
import type { Measured } from './exports.queries.ts'
import './exports.css'

const shortestPurpose = 4

/** Asks what a list is taken along for, and says how much it is and whether a colleague must approve. */
export function ExportDialog({ what, filter, numberRight, onClose }: Exported & { onClose: () => void }) {
  const { t, locale } = useSpeech()
  const queries = useQueryClient()
  const [withNumbers, setWithNumbers] = useState(false)
  const [format, setFormat] = useState('xlsx')
  const [purpose, setPurpose] = useState('')
  const [tried, setTried] = useState(false)
  const wanted = { what, filter: plain(filter), withNumbers }
  const measured = useQuery({
    queryKey: ['exports', 'measure', wanted],
    queryFn: () => post<Measured>('/api/v1/exports/measure', wanted),
    gcTime: 0,
  })
  const { confirmed, window } = useConfirmed()
  const ask = useMutation({
    mutationFn: () =>
      confirmed(() =>
        post('/api/v1/exports', {
          ...wanted,
          format,
          purpose: purpose.trim(),
          locale: locale === 'en' ? 'en' : 'zh',
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['exports'] }),
  })
  const isShort = purpose.trim().length < shortestPurpose
  const submit = () => {
    setTried(true)
    if (!isShort) ask.mutate()
  }
  return (
    <Dialog
      title={t('exports.dialogTitle', { what: t(`exports.what.${what}`) })}
      isOpen
      onClose={onClose}
      footer={
        <Footer
          asked={ask.isSuccess}
          isPending={ask.isPending}
          measured={measured.data}
          onClose={onClose}
          onSubmit={submit}
        />
      }
    >
      {ask.isSuccess ? (
        <p role="status">{t('exports.asked')}</p>
      ) : (
        <div className="desk-stack">
          {ask.error && <ProblemSummary {...problemOf(ask.error)} />}
          {measured.error && <ProblemSummary {...problemOf(measured.error)} takesFocus={false} />}
          {measured.isPending && <Loading />}
          {measured.data && <Size {...measured.data} />}
          <TextField
            label={t('exports.purpose')}
            hint={t('exports.purposeHint')}
            value={purpose}
            onChange={setPurpose}
            maxLength={200}
            rows={2}
            {...(tried && isShort ? { error: t('exports.purposeShort') } : {})}
          />
          <Select
            label={t('exports.format')}
            value={format}
            onChange={setFormat}
            options={[
              { value: 'xlsx', label: t('exports.format.xlsx') },
              { value: 'csv', label: t('exports.format.csv') },
            ]}
          />
          {!impersonalKinds.includes(what) && (
            <NumbersChoice right={numberRight} isSelected={withNumbers} onChange={setWithNumbers} />
          )}
          <p className="desk-quiet desk-small">{t('exports.marked')}</p>
        </div>
      )}
      {window}
    </Dialog>
  )
}

function NumbersChoice(props: {
  right: string | undefined
  isSelected: boolean
  onChange: (on: boolean) => void
}) {
  const { t } = useSpeech()
  const may = useMay(props.right ?? '')
  if (!props.right || !may) return <p className="desk-quiet">{t('exports.masked')}</p>
  return (
    <Checkbox isSelected={props.isSelected} onChange={props.onChange}>
      {t('exports.numbers')}
    </Checkbox>
  )
}

function Size({ rows, needsApproval, scope }: Measured) {
  const { t } = useSpeech()
  const format = useFormat()
  return (
    <>
      <FactList facts={[{ label: t('exports.filter'), value: format.label(scope), isWide: true }]} />
      <p role="status" className="exports-size" data-warns={needsApproval || undefined}>
        {needsApproval ? <WarningIcon /> : <InfoIcon />}
        <span>
          {t(needsApproval ? 'exports.needsApproval' : 'exports.atOnce', { rows: format.number(rows) })}
        </span>
      </p>
    </>
  )
}

function Footer(props: {
  asked: boolean
  isPending: boolean
  measured: Measured | undefined
  onClose: () => void
  onSubmit: () => void
}) {
  const { t } = useSpeech()
  const format = useFormat()
  if (props.asked) {
    return (
      <>
        <Button onPress={props.onClose}>{t('ui.close')}</Button>
        <Link look="primary" href="/exports">
          {t('exports.open')}
        </Link>
      </>
    )
  }
  const rows = format.number(props.measured?.rows ?? 0)
  return (
    <>
      <Button onPress={props.onClose}>{t('ui.cancel')}</Button>
      <Button
        variant="primary"
        isPending={props.isPending}
        isDisabled={!props.measured || props.measured.rows === 0}
        onPress={props.onSubmit}
      >
        {t(props.measured?.needsApproval ? 'exports.askApproval' : 'exports.make', { rows })}
      </Button>
    </>
  )
}

const plain = (filter: Exported['filter']) =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''))
