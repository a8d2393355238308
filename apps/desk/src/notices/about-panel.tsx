import { noticeKinds } from '@zhucan/catalogue'
import {
  Button,
  Checkbox,
  DownloadIcon,
  FactList,
  Link,
  Panel,
  ProblemSummary,
  Select,
  TextField,
  useFormat,
  useNotify,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { problemOf } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import { namesOf } from './item-draft.ts'
import { useItemWords } from './item-words.tsx'
import { pathOf, useNoticeAct, type WholeNotice } from './notices.queries.ts'

/** What a paper says of itself, to be corrected, and the paper itself. */
export function AboutPanel({ notice, canDecide }: { notice: WholeNotice; canDecide: boolean }) {
  return (
    <div className="desk-stack">
      {canDecide ? <AboutForm key={notice.version} notice={notice} /> : <AboutFacts notice={notice} />}
      <Original notice={notice} />
    </div>
  )
}

function AboutFacts({ notice }: { notice: WholeNotice }) {
  const t = useT()
  const format = useFormat()
  const words = useItemWords()
  return (
    <Panel title={t('notices.about')}>
      <FactList
        facts={[
          { label: t('notices.aboutTitle'), value: notice.title },
          { label: t('notices.documentNumber'), value: notice.documentNumber ?? t('word.none') },
          { label: t('notices.issuers'), value: notice.issuers.join('、') || t('word.none') },
          {
            label: t('notices.issuedOn'),
            value: notice.issuedOn ? format.day(notice.issuedOn) : t('word.none'),
          },
          { label: t('notices.addressees'), value: notice.addressees.join('、') || t('word.none') },
          { label: t('notices.aboutKind'), value: words.paper(notice.kind) },
        ]}
      />
    </Panel>
  )
}

function AboutForm({ notice }: { notice: WholeNotice }) {
  const t = useT()
  const format = useFormat()
  const notify = useNotify()
  const act = useNoticeAct(notice)
  const [title, setTitle] = useState(notice.title)
  const [number, setNumber] = useState(notice.documentNumber ?? '')
  const [issuers, setIssuers] = useState(notice.issuers.join('、'))
  const [day, setDay] = useState(notice.issuedOn ?? '')
  const [addressees, setAddressees] = useState(notice.addressees.join('，'))
  const [kind, setKind] = useState(notice.kind)
  const save = () =>
    act.mutate(
      {
        act: 'about',
        ...{ title, kind, documentNumber: number.trim() || null, issuedOn: day || null },
        issuers: namesOf(issuers),
        // One address may hold 、 within: 国务院各部委、各直属机构.
        addressees: addressees.split(/[，,\n]/).flatMap((one) => one.trim() || []),
      },
      { onSuccess: () => notify({ kind: 'good', text: t('notices.aboutSaved') }) },
    )
  return (
    <Panel title={t('notices.about')}>
      <form
        className="notice-form"
        aria-label={t('notices.about')}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        {act.error && <ProblemSummary {...problemOf(act.error)} />}
        <TextField
          label={t('notices.aboutTitle')}
          value={title}
          onChange={setTitle}
          rows={2}
          maxLength={300}
          isRequired
        />
        <div className="notice-fields">
          <TextField
            label={t('notices.documentNumber')}
            optional
            value={number}
            onChange={setNumber}
            maxLength={120}
          />
          <TextField label={t('notices.issuedOn')} type="date" optional value={day} onChange={setDay} />
        </div>
        <TextField
          label={t('notices.issuers')}
          hint={t('notices.leadHint')}
          optional
          value={issuers}
          onChange={setIssuers}
        />
        <TextField
          label={t('notices.addressees')}
          optional
          rows={2}
          value={addressees}
          onChange={setAddressees}
        />
        <Select
          label={t('notices.aboutKind')}
          options={Object.entries(noticeKinds).map(([value, label]) => ({
            value,
            label: format.label(label),
          }))}
          value={kind}
          onChange={setKind}
        />
        <div className="desk-row">
          <Button type="submit" isPending={act.isPending}>
            {t('notices.save')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}

function Original({ notice }: { notice: WholeNotice }) {
  const t = useT()
  const format = useFormat()
  const mayFetch = useMay('notice.reveal')
  const mayExport = useMay('notice.decide') && notice.isOwn
  const size = `${format.number(Math.max(1, Math.round(notice.size / 1024)))} KB`
  return (
    <Panel title={t('notices.file')}>
      <FactList
        facts={[
          { label: t('notices.file'), value: t('notices.fileOf', { name: notice.fileName, size }) },
          {
            label: t('notices.takenBy'),
            value: [notice.createdByName, format.moment(notice.createdAt)].filter(Boolean).join(' · '),
          },
          { label: t('notices.sha256'), value: <code className="notice-hash">{notice.sha256}</code> },
        ]}
      />
      <div className="desk-row">
        {mayFetch && (
          <Link look="secondary" href={`${pathOf(notice.id)}/original`} download="" icon={<DownloadIcon />}>
            {t('notices.download')}
          </Link>
        )}
      </div>
      {mayFetch && <p className="desk-quiet desk-small">{t('notices.downloadNote')}</p>}
      {mayExport && <CaseExport notice={notice} />}
    </Panel>
  )
}

/** What was decided, as a test case of the reader; it leaves once somebody says that they read the text. */
function CaseExport({ notice }: { notice: WholeNotice }) {
  const t = useT()
  const [isRead, setRead] = useState(false)
  return (
    <>
      <p className="desk-quiet desk-small">{t('notices.caseNote')}</p>
      <Checkbox isSelected={isRead} onChange={setRead}>
        {t('notices.textSeen')}
      </Checkbox>
      {isRead && (
        <Link
          look="secondary"
          href={`${pathOf(notice.id)}/case?textSeen=yes`}
          download=""
          icon={<DownloadIcon />}
        >
          {t('notices.case')}
        </Link>
      )}
    </>
  )
}
