import { getRouteApi } from '@tanstack/react-router'
import { Button, Checkbox, Dialog, Menu, ProblemSummary, TextField, useNotify, useT } from '@zhucan/ui'
import { type ReactNode, useState } from 'react'
import { problemOf } from '../app/http.ts'
import { useMay, useMe } from '../app/session.ts'
import type { PaperSearch } from './papers.address.ts'
import { usePaperAct, type WholePaper } from './papers.queries.ts'

const route = getRouteApi('/desk/papers/$paperId')
type Act = 'review' | 'return' | 'issue' | 'withdraw'

/** What can be done with the whole paper; the window that asks stands in the address. */
export function PaperActs({ whole, isChanged }: { whole: WholePaper; isChanged: boolean }) {
  const t = useT()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const ask = (act: PaperSearch['act']) =>
    void navigate({ search: (before) => ({ ...before, act }), replace: true, resetScroll: false })
  const act = useAct(whole, () => ask(undefined))
  const { state, isOwn } = whole
  const mayReview = useMay('paper.review') && isOwn
  const mayIssue = useMay('paper.issue') && isOwn && state === 'reviewed'
  const mayWrite = useMay('paper.write') && isOwn
  const more = [
    ...(mayReview && state === 'reviewed' ? (['return'] as const) : []),
    ...(mayWrite && (state === 'draft' || state === 'reviewed') ? (['withdraw'] as const) : []),
  ]
  const asking = { whole, act, onClose: () => ask(undefined) }
  return (
    <>
      {mayReview && state === 'draft' && !whole.hasWritten && (
        <Button
          variant="primary"
          isDisabled={isChanged}
          isPending={act.isPending}
          onPress={() => act.run('review', {})}
        >
          {t('papers.review')}
        </Button>
      )}
      {mayIssue && (
        <Button variant="primary" onPress={() => ask('issue')}>
          {t('papers.issue')}
        </Button>
      )}
      {more.length > 0 && (
        <Menu entries={more.map((id) => ({ id, label: t(`papers.${id}`), onAction: () => ask(id) }))}>
          {t('papers.more')}
        </Menu>
      )}
      {search.act === undefined && act.error && <ProblemSummary {...problemOf(act.error)} />}
      {search.act === 'issue' && mayIssue && <IssueDialog {...asking} />}
      {(search.act === 'return' || search.act === 'withdraw') && more.includes(search.act) && (
        <NoteDialog {...asking} kind={search.act} />
      )}
    </>
  )
}

function useAct(whole: WholePaper, onDone: () => void) {
  const t = useT()
  const notify = useNotify()
  const { mutate, error, isPending } = usePaperAct(whole)
  const run = (act: Act, body: Record<string, unknown>) =>
    mutate(
      { act, ...body },
      {
        onSuccess: () => {
          notify({ kind: 'good', text: t(`papers.did.${act}`) })
          onDone()
        },
      },
    )
  return { run, error, isPending }
}

interface AskProps {
  whole: WholePaper
  act: ReturnType<typeof useAct>
  onClose: () => void
}

function Ask(props: AskProps & { title: string; isReady: boolean; run: () => void; children: ReactNode }) {
  const t = useT()
  return (
    <Dialog
      title={props.title}
      isOpen
      onClose={props.onClose}
      footer={
        <>
          <Button onPress={props.onClose}>{t('ui.cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={!props.isReady}
            isPending={props.act.isPending}
            onPress={props.run}
          >
            {props.title}
          </Button>
        </>
      }
    >
      <div className="paper-form">
        {props.act.error && <ProblemSummary {...problemOf(props.act.error)} />}
        {props.children}
      </div>
    </Dialog>
  )
}

/** The last look: day, flags, changed figures; then the number is given and nothing moves any more. */
function IssueDialog(props: AskProps) {
  const t = useT()
  const { day: today } = useMe()
  const { personal, doubts, changed } = props.whole.flags
  const [issuedOn, setDay] = useState<string>(today)
  const [flagsSeen, setFlags] = useState(false)
  const [changesSeen, setChanges] = useState(false)
  const hasFlags = personal.length + doubts.length > 0
  const isReady = issuedOn !== '' && (!hasFlags || flagsSeen) && (changed.length === 0 || changesSeen)
  return (
    <Ask
      {...props}
      title={t('papers.issue')}
      isReady={isReady}
      run={() => props.act.run('issue', { issuedOn, flagsSeen, changesSeen })}
    >
      <p>{t('papers.issueNote')}</p>
      <TextField
        label={t('papers.signedOn')}
        type="date"
        value={issuedOn}
        onChange={setDay}
        maxLength={10}
        isRequired
      />
      {hasFlags && (
        <>
          <ul>
            {personal.map(({ masked, line }) => (
              <li key={`${line} ${masked}`}>{t('papers.personalAt', { masked, line })}</li>
            ))}
            {doubts.map(({ quote, arithmetic }) => (
              <li key={quote}>{`${quote}　${arithmetic}`}</li>
            ))}
          </ul>
          <Checkbox isSelected={flagsSeen} onChange={setFlags}>
            {t('papers.flagsSeen')}
          </Checkbox>
        </>
      )}
      {changed.length > 0 && (
        <>
          <ul>
            {changed.map(({ figure, was, now }) => (
              <li key={figure}>
                {now === null ? t('papers.wasGone', { was }) : t('papers.wasNow', { was, now })}
              </li>
            ))}
          </ul>
          <Checkbox isSelected={changesSeen} onChange={setChanges}>
            {t('papers.changesSeen')}
          </Checkbox>
        </>
      )}
    </Ask>
  )
}

function NoteDialog(props: AskProps & { kind: 'return' | 'withdraw' }) {
  const t = useT()
  const [note, setNote] = useState('')
  return (
    <Ask
      {...props}
      title={t(`papers.${props.kind}`)}
      isReady={note.trim().length >= 2}
      run={() => props.act.run(props.kind, { note })}
    >
      <TextField
        label={t('papers.reason')}
        value={note}
        onChange={setNote}
        maxLength={500}
        isRequired
        autoFocus
      />
    </Ask>
  )
}
