import { BulkBar, Button, Dialog, ProblemSummary, useSpeech, useT, WarningIcon } from '@zhucan/ui'
import { useState } from 'react'
import { problemOf } from '../app/http.ts'
import { useMay, useMe } from '../app/session.ts'
import type { CluesSearch } from './clues.address.ts'
import { firstIssuing, IssueFields, issuingBody } from './issue-fields.tsx'
import { type BulkAnswer, selectionOf, type Ticked, useBulk } from './use-bulk.ts'
import './clues.css'

interface BulkProps {
  search: CluesSearch
  ticked: Ticked
  total: number
  onAll: () => void
  onClear: () => void
}

/** What can be done with the ticked clues at once, and what came of it. */
export function BulkActions(props: BulkProps) {
  const [answer, setAnswer] = useState<BulkAnswer | null>(null)
  const done = (given: BulkAnswer) => {
    setAnswer(given)
    props.onClear()
  }
  const { ticked, total } = props
  return (
    <>
      {answer && answer.skipped.length > 0 && <Skipped answer={answer} onClose={() => setAnswer(null)} />}
      <BulkBar
        count={ticked.keys.size}
        total={total}
        isAll={ticked.isAll}
        onAll={props.onAll}
        onClear={props.onClear}
      >
        <IssueMany {...props} onDone={done} />
        <OneStep {...props} action="receive" word="clues.receiveMany" right="clue.receive" onDone={done} />
        <OneStep {...props} action="pass-up" word="clues.passUpMany" right="clue.pass-up" onDone={done} />
      </BulkBar>
    </>
  )
}

const countOf = ({ ticked, total }: BulkProps) => (ticked.isAll ? total : ticked.keys.size)

/** A step that needs no more than the ticks; each level has its own. */
function OneStep(
  props: BulkProps & {
    action: 'receive' | 'pass-up'
    word: 'clues.receiveMany' | 'clues.passUpMany'
    right: string
    onDone: (answer: BulkAnswer) => void
  },
) {
  const { t } = useSpeech()
  const may = useMay(props.right)
  const level = useOwnLevel()
  const bulk = useBulk(props.action, props.onDone)
  const isHere = props.action === 'receive' ? level >= 4 : level === 4
  if (!may || !isHere) return null
  return (
    <>
      {bulk.error && <ProblemSummary {...problemOf(bulk.error)} />}
      <Button isPending={bulk.isPending} onPress={() => bulk.mutate(selectionOf(props.search, props.ticked))}>
        {t(props.word, { count: countOf(props) })}
      </Button>
    </>
  )
}

/** The level of the region one works in; nobody above the county issues clues. */
const useOwnLevel = () => Math.max(3, ...useMe().reach.map(({ level }) => level))

function IssueMany(props: BulkProps & { onDone: (answer: BulkAnswer) => void }) {
  const t = useT()
  const may = useMay('clue.issue')
  const level = useOwnLevel()
  const [isOpen, setOpen] = useState(false)
  if (!may || level >= 5) return null
  return (
    <>
      <Button variant="primary" onPress={() => setOpen(true)}>
        {t('clues.issueMany', { count: countOf(props) })}
      </Button>
      <Dialog title={t('clues.issueTitle')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <IssueManyForm
          {...props}
          level={level}
          onDone={(answer) => {
            setOpen(false)
            props.onDone(answer)
          }}
        />
      </Dialog>
    </>
  )
}

function IssueManyForm(props: BulkProps & { level: number; onDone: (answer: BulkAnswer) => void }) {
  const t = useT()
  const { search, ticked, level } = props
  const [value, setValue] = useState(firstIssuing(level))
  const bulk = useBulk('issue', props.onDone)
  const isLow = search.region !== undefined && !search.region.endsWith('000000')
  return (
    <form
      className="desk-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        bulk.mutate({ ...selectionOf(search, ticked), ...issuingBody(value) })
      }}
    >
      {bulk.error && <ProblemSummary {...problemOf(bulk.error)} />}
      <IssueFields
        from={level}
        place={isLow ? search.region : undefined}
        value={value}
        onChange={(part) => setValue((before) => ({ ...before, ...part }))}
      />
      <div className="desk-row">
        <Button type="submit" variant="primary" isPending={bulk.isPending}>
          {t('clues.issueMany', { count: countOf(props) })}
        </Button>
      </div>
    </form>
  )
}

const reasons = [
  ...(['changed', 'wrong-state', 'wrong-level', 'not-yours', 'no-office', 'no-place', 'acted-on'] as const),
]

/** What was left alone and why, by place where that helps. */
function Skipped({ answer, onClose }: { answer: BulkAnswer; onClose: () => void }) {
  const t = useT()
  const count = answer.skipped.reduce((sum, one) => sum + one.count, 0)
  return (
    <section className="clues-skipped" aria-label={t('clues.bulkResult')}>
      <WarningIcon />
      <div>
        <p role="status">{t('clues.bulkSkipped', { count })}</p>
        <ul>
          {answer.skipped.map(({ reason, count: left, places }) => {
            const known = reasons.find((one) => one === reason)
            return (
              <li key={reason}>
                {t('clues.skip', { reason: known ? t(`clues.skip.${known}`) : reason, count: left })}
                {places.length > 0 && (
                  <span className="desk-quiet desk-small">
                    {' '}
                    {places.map((place) => `${place.name} ${place.count}`).join(' · ')}
                  </span>
                )}
              </li>
            )
          })}
        </ul>
      </div>
      <Button variant="quiet" onPress={onClose}>
        {t('ui.close')}
      </Button>
    </section>
  )
}
