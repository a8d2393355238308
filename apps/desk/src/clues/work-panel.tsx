import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { ClueAction } from '@zhucan/catalogue'
import { Button, FactList, InfoIcon, Panel, useFormat, useSpeech } from '@zhucan/ui'
import { useRef } from 'react'
import { useMe } from '../app/session.ts'
import { ActionForm } from './action-form.tsx'
import { ClueState, Due, useClueWords } from './clue-words.tsx'
import type { WholeClue } from './clue-work.queries.ts'

const route = getRouteApi('/desk/clues/$clueId')

/** What one does most often comes first; the first one is the loud one. */
const order: readonly ClueAction[] = [
  'receive',
  'sample-result',
  'feedback',
  'verify',
  'pass-up',
  'handle',
  'close',
  'issue',
  'return',
  'reopen',
]

/** Where a clue stands, who has it, and the next steps that are possible to this user now. */
export function WorkPanel({ clue }: { clue: WholeClue }) {
  const { t } = useSpeech()
  const { act } = route.useSearch()
  const wasAllowed = useRef(new Set<string>())
  for (const action of clue.actions) wasAllowed.current.add(action)
  const navigate = useNavigate()
  const show = (action: ClueAction | undefined) =>
    void navigate({
      to: '/clues/$clueId',
      params: { clueId: clue.id },
      search: { act: action },
      replace: true,
      resetScroll: false,
    })
  const open = order.find((action) => action === act)
  return (
    <Panel title={t('clueWork.work')}>
      <div className="desk-stack">
        <WorkFacts clue={clue} />
        <Steps clue={clue} current={open} onOpen={show} />
        {open && wasAllowed.current.has(open) && (
          <ActionForm key={open} clue={clue} action={open} onClose={() => show(undefined)} />
        )}
        {open && !wasAllowed.current.has(open) && <p role="status">{t('clueWork.notNow')}</p>}
      </div>
    </Panel>
  )
}

function WorkFacts({ clue }: { clue: WholeClue }) {
  const { t } = useSpeech()
  const format = useFormat()
  const words = useClueWords()
  const { dues } = clue.work
  const levels = [
    ['county', 3],
    ['township', 4],
    ['village', 5],
  ] as const
  const set = levels.filter(([key, level]) => dues[key] !== null && level !== clue.holder)
  return (
    <FactList
      facts={[
        { label: t('clues.state'), value: <ClueState state={clue.state} /> },
        {
          label: t('clues.holder'),
          value: words.holder(clue.holder),
          ...(clue.officeName && { note: clue.officeName }),
        },
        ...(clue.due ? [{ label: t('clues.due'), value: <Due due={clue.due} colour={clue.colour} /> }] : []),
        ...set.map(([key, level]) => ({
          label: t('clueWork.dueOf', { level: words.holder(level) }),
          value: format.day(dues[key] ?? ''),
        })),
        ...(clue.factsChangedOn
          ? [
              {
                label: t('clueWork.changedFacts'),
                value: t('clueWork.changedFactsNote', { day: format.day(clue.factsChangedOn) }),
                isWide: true,
              },
            ]
          : []),
      ]}
    />
  )
}

function Steps(props: {
  clue: WholeClue
  current: ClueAction | undefined
  onOpen: (action: ClueAction | undefined) => void
}) {
  const { t } = useSpeech()
  const words = useClueWords()
  const possible = order.filter((action) => props.clue.actions.includes(action))
  return (
    <div className="clue-steps zc-no-print">
      <h3 id="clue-steps-heading">{t('clueWork.next')}</h3>
      {possible.length === 0 ? (
        <NothingToDo clue={props.clue} />
      ) : (
        <ul className="desk-row" aria-labelledby="clue-steps-heading">
          {possible.map((action, place) => (
            <li key={action}>
              <Button
                variant={place === 0 && props.current === undefined ? 'primary' : 'secondary'}
                aria-expanded={props.current === action}
                onPress={() => props.onOpen(props.current === action ? undefined : action)}
              >
                {words.action(action)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** Why there is no button: it is over, or somebody else's turn. */
function NothingToDo({ clue }: { clue: WholeClue }) {
  const { t } = useSpeech()
  const me = useMe()
  const words = useClueWords()
  const isOver = clue.state === 'closed' || clue.state === 'withdrawn'
  const who = clue.officeName ?? words.holder(clue.holder)
  return (
    <p className="clue-hint">
      <InfoIcon />
      <span>
        {isOver
          ? t('clueWork.over')
          : t(me.organisation === clue.officeName ? 'clueWork.colleague' : 'clueWork.elsewhere', { who })}
      </span>
    </p>
  )
}
