import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  Breadcrumbs,
  Button,
  Link,
  PageHeader,
  Panel,
  ProblemSummary,
  TextField,
  useFormat,
  useNotify,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { problemOf } from '../app/http.ts'
import { PageView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { PairTable } from '../linking/pair-table.tsx'
import { Waterfall } from '../linking/waterfall.tsx'
import { WaitingProposal } from '../proposals/waiting-proposal.tsx'
import {
  type DuplicatePair,
  type DuplicateStep,
  duplicateQuery,
  useDuplicateStep,
} from './duplicates.queries.ts'
import '../linking/linking.css'

const route = getRouteApi('/desk/duplicates/$pairId')

/** Two files of the register side by side: merge them, keep them apart, or take either back. */
export function DuplicatePage() {
  const { pairId } = route.useParams()
  const pair = useQuery(duplicateQuery(pairId))
  return <PageView query={pair}>{(data) => <OnePair pair={data} />}</PageView>
}

function OnePair({ pair }: { pair: DuplicatePair }) {
  const t = useT()
  return (
    <>
      <PageHeader
        title={t('linking.dup.pairTitle')}
        above={
          <Breadcrumbs
            crumbs={[
              { label: t('linking.dup.title'), href: '/duplicates' },
              { label: t('linking.dup.pairTitle') },
            ]}
          />
        }
        below={t(`linking.dup.${pair.state}`)}
      />
      <div className="linking-desk">
        <Panel title={t('linking.compare')} note={<Files pair={pair} />}>
          <PairTable pair={pair} sides={{ left: t('linking.dup.left'), right: t('linking.dup.right') }} />
        </Panel>
        <div className="linking-side">
          {pair.proposal ? (
            <Waiting pair={pair} proposal={pair.proposal} />
          ) : (
            <Decision key={pair.version} pair={pair} />
          )}
          <Panel title={t('linking.weightTitle')}>
            <Waterfall pair={pair} />
          </Panel>
          <Merges pair={pair} />
        </div>
      </div>
    </>
  )
}

/** A file that stepped back cannot be opened. */
function Files({ pair }: { pair: DuplicatePair }) {
  const t = useT()
  const kept = pair.state === 'merged' ? pair.merges[0]?.kept : undefined
  return (
    <span className="linking-notes">
      {(kept === undefined || kept === pair.personA) && (
        <Link look="row" href={`/persons/${pair.personA}`}>
          {t('linking.dup.openLeft')}
        </Link>
      )}
      {(kept === undefined || kept === pair.personB) && (
        <Link look="row" href={`/persons/${pair.personB}`}>
          {t('linking.dup.openRight')}
        </Link>
      )}
    </span>
  )
}

/** Somebody wants to merge them: a second person confirms it or does not. */
function Waiting({
  pair,
  proposal,
}: {
  pair: DuplicatePair
  proposal: NonNullable<DuplicatePair['proposal']>
}) {
  const t = useT()
  const mayAgree = useMay('link.confirm')
  const which = t(proposal.wish.keep === pair.personA ? 'linking.dup.left' : 'linking.dup.right')
  return (
    <Panel onScreenOnly title={t('proposals.merge')} note={t('linking.dup.about')}>
      <WaitingProposal kind="merge" proposal={proposal} mayAgree={mayAgree}>
        <strong>{t('proposals.keep', { which })}</strong>
      </WaitingProposal>
    </Panel>
  )
}

function Decision({ pair }: { pair: DuplicatePair }) {
  const t = useT()
  const notify = useNotify()
  const mayMerge = useMay('link.merge')
  const step = useDuplicateStep(pair.id)
  const [note, setNote] = useState('')
  const [missing, setMissing] = useState(false)
  const needsNote = pair.state !== 'open'
  const give = (action: DuplicateStep['action'], keep?: string) => {
    const isMissing = needsNote && note.trim().length < 2
    setMissing(isMissing)
    if (isMissing) return
    const said = { version: pair.version, ...(note.trim() && { note: note.trim() }) }
    step.mutate(action === 'merge' ? { ...said, action, keep: keep! } : { ...said, action }, {
      onSuccess: () =>
        notify({ kind: 'good', text: t(action === 'merge' ? 'linking.dup.asked' : 'linking.dup.done') }),
    })
  }
  if (!mayMerge) return null
  return (
    <Panel onScreenOnly title={t('linking.dup.decide')} note={t('linking.dup.about')}>
      {step.error && <ProblemSummary {...problemOf(step.error)} />}
      <TextField
        label={t('linking.note')}
        optional={!needsNote}
        rows={2}
        maxLength={500}
        value={note}
        onChange={setNote}
        error={missing ? t('linking.noteMissing') : undefined}
      />
      <div className="linking-answers">
        {pair.state === 'open' && (
          <>
            <Button isPending={step.isPending} onPress={() => give('merge', pair.personA)}>
              {t('linking.dup.keepLeft')}
            </Button>
            <Button isPending={step.isPending} onPress={() => give('merge', pair.personB)}>
              {t('linking.dup.keepRight')}
            </Button>
            <Button isPending={step.isPending} onPress={() => give('different')}>
              {t('linking.dup.differentDo')}
            </Button>
          </>
        )}
        {pair.state === 'merged' && (
          <Button isPending={step.isPending} onPress={() => give('unmerge')}>
            {t('linking.dup.unmerge')}
          </Button>
        )}
        {pair.state === 'different' && (
          <Button isPending={step.isPending} onPress={() => give('reopen')}>
            {t('linking.dup.reopen')}
          </Button>
        )}
      </div>
    </Panel>
  )
}

function Merges({ pair }: { pair: DuplicatePair }) {
  const t = useT()
  const format = useFormat()
  if (pair.merges.length === 0) return null
  return (
    <Panel title={t('linking.history')}>
      <ul className="linking-events">
        {pair.merges.map((merge) => (
          <li key={merge.mergedAt}>
            {t(merge.wantedByName ? 'linking.dup.mergedByTwo' : 'linking.dup.mergedBy', {
              moment: format.moment(merge.mergedAt),
              wanted: merge.wantedByName ?? '',
              name: merge.mergedByName,
              moved: merge.moved,
            })}
            {merge.note && <div className="desk-quiet">{merge.note}</div>}
            {merge.undoneAt && (
              <div>
                {t('linking.dup.undoneBy', {
                  moment: format.moment(merge.undoneAt),
                  name: merge.undoneByName ?? '',
                })}
                {merge.undoneNote && <div className="desk-quiet">{merge.undoneNote}</div>}
              </div>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
