import {
  Button,
  Checkbox,
  Dialog,
  Link,
  Menu,
  ProblemSummary,
  TextField,
  useFormat,
  useNotify,
  useT,
} from '@zhucan/ui'
import { type ReactNode, useState } from 'react'
import { address } from '../app/address.ts'
import { problemOf } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import { useItemWords } from './item-words.tsx'
import { useNoticeAct, type WholeNotice } from './notices.queries.ts'

type Asking = 'confirm' | 'send' | 'reopen' | 'withdraw'

/** What can be done with the whole notice. */
export function NoticeActs({ notice, onGoOn }: { notice: WholeNotice; onGoOn: () => void }) {
  const t = useT()
  const [asking, setAsking] = useState<Asking | null>(null)
  const mayConfirm = useMay('notice.confirm') && notice.isOwn
  const maySend = useMay('notice.send') && notice.isOwn
  const mayGive = useMay('target.give') && notice.isOwn
  const mayWrite = useMay('paper.write') && notice.isOwn
  const act = useAct(notice, () => setAsking(null))
  const hasUndecided = notice.items.some(({ state }) => state === 'proposed')
  const { state } = notice
  const close = () => {
    act.reset()
    setAsking(null)
  }
  const more = [
    ...(state === 'confirmed' ? (['reopen'] as const) : []),
    ...(state === 'withdrawn' ? [] : (['withdraw'] as const)),
  ]
  const props = { notice, act, onClose: close }
  return (
    <>
      {mayConfirm && state === 'checking' && (
        <Button
          variant="primary"
          isPending={act.isPending}
          onPress={() => (hasUndecided ? setAsking('confirm') : act.run('confirm', { withUndecided: false }))}
        >
          {t('notices.confirmNotice')}
        </Button>
      )}
      {mayGive && state === 'confirmed' && (
        <Link look="primary" href={address('/targets', { from: notice.id })}>
          {t('notices.makeWork')}
        </Link>
      )}
      {mayWrite && state === 'confirmed' && (
        <Link look="secondary" href={address('/papers/new', { notice: notice.id })}>
          {t('notices.makePaper')}
        </Link>
      )}
      {maySend && state === 'confirmed' && !notice.sentAt && (
        <Button variant={mayGive ? 'secondary' : 'primary'} onPress={() => setAsking('send')}>
          {t('notices.send')}
        </Button>
      )}
      {mayConfirm && more.length > 0 && (
        <Menu entries={more.map((id) => ({ id, label: t(`notices.${id}`), onAction: () => setAsking(id) }))}>
          {t('notices.more')}
        </Menu>
      )}
      {asking === null && act.error && <ProblemSummary {...problemOf(act.error)} />}
      {asking === 'confirm' && <UndecidedDialog {...props} onGoOn={onGoOn} />}
      {asking === 'send' && <SendDialog {...props} />}
      {(asking === 'reopen' || asking === 'withdraw') && <ReasonDialog {...props} kind={asking} />}
    </>
  )
}

const done = {
  confirm: 'notices.confirmedNotice',
  send: 'notices.sentNotice',
  reopen: 'notices.reopened',
  withdraw: 'notices.withdrawn',
} as const

function useAct(notice: WholeNotice, onDone: () => void) {
  const t = useT()
  const notify = useNotify()
  const { mutate, error, isPending, reset } = useNoticeAct(notice)
  const run = (act: Asking, body: Record<string, unknown>) =>
    mutate(
      { act, ...body },
      {
        onSuccess: () => {
          notify({ kind: 'good', text: t(done[act]) })
          onDone()
        },
      },
    )
  return { run, error, isPending, reset }
}

interface AskProps {
  notice: WholeNotice
  act: ReturnType<typeof useAct>
  onClose: () => void
}

/** A window that asks before an act; the safe answer comes first. */
function Ask(
  props: AskProps & { title: string; safe: string; word: string; isReady: boolean; run: () => void } & {
    children: ReactNode
  },
) {
  const { act } = props
  return (
    <Dialog
      title={props.title}
      isOpen
      onClose={props.onClose}
      footer={
        <>
          <Button onPress={props.onClose}>{props.safe}</Button>
          <Button variant="primary" isDisabled={!props.isReady} isPending={act.isPending} onPress={props.run}>
            {props.word}
          </Button>
        </>
      }
    >
      {act.error && <ProblemSummary {...problemOf(act.error)} />}
      {props.children}
    </Dialog>
  )
}

const mostListed = 8

function UndecidedDialog(props: AskProps & { onGoOn: () => void }) {
  const t = useT()
  const words = useItemWords()
  const open = props.notice.items.filter(({ state }) => state === 'proposed')
  const goOn = () => {
    props.onClose()
    props.onGoOn()
  }
  return (
    <Ask
      {...props}
      onClose={goOn}
      title={t('notices.undecidedTitle', { count: open.length })}
      safe={t('notices.goOn')}
      word={t('notices.finishAnyway')}
      isReady
      run={() => props.act.run('confirm', { withUndecided: true })}
    >
      <p>{t('notices.undecidedNote')}</p>
      <ul className="notice-open-items">
        {open.slice(0, mostListed).map((item) => (
          <li key={item.id}>
            <strong>{words.kind(item.kind)}</strong> {words.summary(item)}
          </li>
        ))}
      </ul>
      {open.length > mostListed && <p>{t('notices.undecidedMore', { count: open.length - mostListed })}</p>}
    </Ask>
  )
}

function SendDialog(props: AskProps) {
  const t = useT()
  const [areSeen, setSeen] = useState(false)
  const { personalData, doubts } = props.notice
  const hasFlags = personalData.length + doubts.length > 0
  return (
    <Ask
      {...props}
      title={t('notices.sendTitle')}
      safe={t('ui.cancel')}
      word={t('notices.send')}
      isReady={areSeen}
      run={() => props.act.run('send', { flagsSeen: areSeen })}
    >
      <p>{t('notices.sendNote')}</p>
      <p className="desk-quiet">{t('notices.sendMissed')}</p>
      {hasFlags && (
        <ul>
          {personalData.length > 0 && <li>{t('notices.personalCount', { count: personalData.length })}</li>}
          {doubts.length > 0 && <li>{t('notices.doubtCount', { count: doubts.length })}</li>}
        </ul>
      )}
      <Checkbox isSelected={areSeen} onChange={setSeen}>
        {t(hasFlags ? 'notices.flagsSeen' : 'notices.textSeen')}
      </Checkbox>
    </Ask>
  )
}

function ReasonDialog(props: AskProps & { kind: 'reopen' | 'withdraw' }) {
  const t = useT()
  const [reason, setReason] = useState('')
  return (
    <Ask
      {...props}
      title={t(`notices.${props.kind}`)}
      safe={t('ui.cancel')}
      word={t(`notices.${props.kind}`)}
      isReady={reason.trim().length >= 4}
      run={() => props.act.run(props.kind, { reason })}
    >
      <p>{t(`notices.${props.kind}Note`)}</p>
      {props.kind === 'reopen' && props.notice.sentAt && <p>{t('notices.reopenSent')}</p>}
      <TextField
        label={t('notices.reason')}
        hint={t('notices.reasonHint')}
        value={reason}
        onChange={setReason}
        maxLength={500}
        autoFocus
      />
    </Ask>
  )
}

/** "Decided 12 of 31", spoken when it changes. */
export function NoticeProgress({ items }: { items: WholeNotice['items'] }) {
  const t = useT()
  const format = useFormat()
  const done = items.filter(({ state }) => state !== 'proposed').length
  return (
    <span className="notice-progress">
      <progress value={done} max={Math.max(1, items.length)} aria-hidden="true" />
      {t('notices.decidedOf', { done: format.number(done), total: format.number(items.length) })}
    </span>
  )
}
