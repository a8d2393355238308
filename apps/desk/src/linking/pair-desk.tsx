import { Button, Keys, Link, Panel, ProblemSummary, State, TextField, useNotify, useT } from '@zhucan/ui'
import { useRef, useState } from 'react'
import { problemOf } from '../app/http.ts'
import { type Pair, type PairStep, usePairStep } from './linking.queries.ts'
import { PairState, useLinkWords } from './linking-words.tsx'
import { PairHistory } from './pair-history.tsx'
import { PairTable } from './pair-table.tsx'
import { useDecisionKeys } from './use-decision-keys.ts'
import { Waterfall } from './waterfall.tsx'

const noteId = 'linking-note'

/** One answer that is open now: its key, its word, and the step it stands for. */
interface Answer {
  readonly key: 'a' | 'r' | 'u' | 'l' | 'o'
  readonly word: string
  readonly needsNote: boolean
  readonly step: (note: string) => PairStep
}

/** A pair with both sides, what speaks for and against, and the answers a person may give. */
export function PairDesk(props: {
  pair: Pair
  runId: string
  /** Whether the address still names this pair, and no key pressed before leads on already. */
  isHere: () => boolean
  onAnswer: () => void
  onNext: () => void
  onBefore: () => void
}) {
  const { pair } = props
  const t = useT()
  const notify = useNotify()
  const answers = useAnswers(pair)
  const [note, setNote] = useState('')
  const [missing, setMissing] = useState(false)
  const field = useRef<HTMLDivElement>(null)
  const step = usePairStep(props.runId)
  const toNote = () => field.current?.querySelector('textarea')?.focus()
  const give = (answer: Answer) => {
    if (step.isPending || !props.isHere()) return
    const isMissing = answer.needsNote && note.trim().length < 2
    setMissing(isMissing)
    if (isMissing) return toNote()
    props.onAnswer()
    step.mutate(
      { id: pair.id, step: answer.step(note.trim()) },
      {
        onSuccess: () => {
          notify({ kind: 'good', text: t('linking.done', { answer: answer.word }) })
          setNote('')
          props.onNext()
        },
      },
    )
  }
  useDecisionKeys({
    ...Object.fromEntries(answers.map((answer) => [answer.key, () => give(answer)])),
    n: toNote,
  })
  return (
    <div className="linking-desk">
      <Panel
        title={t('linking.compare')}
        actions={<PairState state={pair.state} />}
        note={<Notes pair={pair} />}
      >
        {step.error && <ProblemSummary {...problemOf(step.error)} />}
        <PairTable pair={pair} sides={{ left: t('linking.listed'), right: t('linking.known') }} />
      </Panel>
      <div className="linking-side">
        <Panel onScreenOnly title={t('linking.decide')}>
          <div ref={field}>
            <TextField
              id={noteId}
              label={t('linking.note')}
              optional={!answers.every(({ needsNote }) => needsNote)}
              rows={2}
              maxLength={500}
              value={note}
              onChange={setNote}
              error={missing ? t('linking.noteMissing') : undefined}
            />
          </div>
          <div className="linking-answers">
            {answers.map((answer) => (
              <Button
                key={answer.key}
                variant={answer.key === 'a' ? 'primary' : 'secondary'}
                isPending={step.isPending}
                onPress={() => give(answer)}
              >
                {answer.word} <Keys keys={answer.key.toUpperCase()} />
              </Button>
            ))}
            {answers.length === 0 && <p>{t('linking.noAnswers')}</p>}
          </div>
          <div className="linking-moves">
            <Button variant="quiet" onPress={props.onBefore}>
              {t('linking.before')} <Keys keys="K" />
            </Button>
            <Button variant="quiet" onPress={props.onNext}>
              {t('linking.next')} <Keys keys="J" />
            </Button>
          </div>
          <p className="desk-quiet desk-small">{t('linking.keysHelp')}</p>
        </Panel>
        <Panel title={t('linking.weightTitle')}>
          <Waterfall pair={pair} />
        </Panel>
        <PairHistory pair={pair} runId={props.runId} />
      </div>
    </div>
  )
}

function Notes({ pair }: { pair: Pair }) {
  const t = useT()
  return (
    <span className="linking-notes">
      {pair.needsTwo && <State kind="notice">{t('linking.needsTwoLong')}</State>}
      {pair.guarded && <State kind="warning">{t('linking.guarded')}</State>}
      {pair.remembered && <State kind="neutral">{t('linking.remembered')}</State>}
      {pair.isRawGone && <State kind="unknown">{t('linking.rawGone')}</State>}
      <Link look="row" href={`/persons/${pair.personId}`}>
        {t('linking.openPerson')}
      </Link>
    </span>
  )
}

/** The answers that the server says are open, by the keys they are given with. */
function useAnswers(pair: Pair): readonly Answer[] {
  const t = useT()
  const words = useLinkWords()
  const { version } = pair
  const said = (note: string) => (note === '' ? {} : { note })
  const answer = (
    key: Answer['key'],
    action: Exclude<Pair['actions'][number], 'judge'>,
    needsNote = false,
  ): Answer => ({
    key,
    word: words.action(action),
    needsNote,
    step: (note) => ({ action, version, ...said(note) }),
  })
  const judged = (key: 'a' | 'r', judge: boolean): Answer => ({
    key,
    word: t(judge ? 'linking.judge.right' : 'linking.judge.wrong'),
    needsNote: !judge,
    step: (note) => ({ judge, version, ...said(note) }),
  })
  const known: Readonly<Record<Pair['actions'][number], readonly Answer[]>> = {
    accept: [answer('a', 'accept')],
    reject: [answer('r', 'reject')],
    unsure: [answer('u', 'unsure')],
    confirm: [answer('a', 'confirm')],
    refuse: [answer('r', 'refuse', true)],
    judge: [judged('a', true), judged('r', false)],
    unlink: [answer('l', 'unlink', true)],
    reopen: [answer('o', 'reopen', true)],
  }
  return pair.actions.flatMap((action) => known[action])
}
