import { useQueryClient } from '@tanstack/react-query'
import type { ClueAction } from '@zhucan/catalogue'
import {
  Button,
  ErrorSummary,
  type FieldFault,
  ProblemSummary,
  RunIcon,
  useFormat,
  useSpeech,
} from '@zhucan/ui'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { get, problemOf } from '../app/http.ts'
import { useClueWords } from './clue-words.tsx'
import { type HistoryLine, historyQuery, refreshClues, type WholeClue } from './clue-work.queries.ts'

/** The frame of every form: its heading takes the focus, faults come first, the answer or the way out comes last. */
export function ActFrame(props: {
  clue: WholeClue
  action: ClueAction
  submit: string
  faults?: readonly FieldFault[]
  error: Error | null
  isPending: boolean
  onSubmit: () => void
  onClose: () => void
  children?: ReactNode
}) {
  const { t } = useSpeech()
  const words = useClueWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const isAllowed = props.clue.actions.includes(props.action)
  return (
    <form
      className="clue-form desk-stack zc-no-print"
      aria-labelledby="clue-form-heading"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        props.onSubmit()
      }}
    >
      <h3 id="clue-form-heading" ref={heading} tabIndex={-1}>
        {words.action(props.action)}
      </h3>
      {props.faults && props.faults.length > 0 && (
        <ErrorSummary what={t('clueWork.faults')} fields={props.faults} />
      )}
      {props.error && <Refusal clue={props.clue} error={props.error} />}
      {!isAllowed && <p role="status">{t('clueWork.noMore')}</p>}
      {props.children}
      <div className="desk-row">
        <Button type="submit" variant="primary" isPending={props.isPending} isDisabled={!isAllowed}>
          {props.submit}
        </Button>
        <Button onPress={props.onClose}>{t('ui.cancel')}</Button>
      </div>
    </form>
  )
}

/** Says what went wrong; when somebody else was faster, what they did, and fetches it without losing the form. */
function Refusal({ clue, error }: { clue: WholeClue; error: Error }) {
  const { t } = useSpeech()
  const problem = problemOf(error)
  if (problem.code !== 'clue.changed') return <ProblemSummary code={problem.code} params={problem.params} />
  return <Overtaken clue={clue} label={t('clueWork.reload')} />
}

function Overtaken({ clue, label }: { clue: WholeClue; label: string }) {
  const { t, problem } = useSpeech()
  const format = useFormat()
  const words = useClueWords()
  const queries = useQueryClient()
  const seen = useRef(clue.version)
  const [since, setSince] = useState<readonly HistoryLine[]>([])
  const known = queries.getQueryData(historyQuery(clue.id).queryKey)?.length ?? 0
  useEffect(() => {
    const asked = new AbortController()
    get<HistoryLine[]>(`/api/v1/clues/${clue.id}/history`, asked.signal)
      .then((lines) => setSince(lines.slice(known)))
      .catch(() => undefined)
    return () => asked.abort()
  }, [clue.id, known])
  if (seen.current !== clue.version) return null
  const { what } = problem('clue.changed')
  return (
    <ErrorSummary
      what={what}
      todo={t('clueWork.kept')}
      actions={
        <>
          <ul className="clue-since">
            {since.map((line) => (
              <li key={line.id}>
                {t('clueWork.sinceLine', {
                  who: [line.actorName, line.organisation].filter(Boolean).join(' '),
                  at: format.moment(line.at),
                  what: words.action(line.action),
                  state: words.state(line.to),
                })}
              </li>
            ))}
          </ul>
          <Button icon={<RunIcon />} onPress={() => void refreshClues(queries)}>
            {label}
          </Button>
        </>
      }
    />
  )
}
