import { Button, ProblemSummary, useFormat, useT } from '@zhucan/ui'
import { type ReactNode, useState } from 'react'
import { problemOf } from '../app/http.ts'
import { useConfirmed } from '../sign-in/use-confirmed.tsx'
import { type Proposal, type ProposalKind, useAnswer } from './proposals.queries.ts'
import { RefuseDialog } from './refuse-dialog.tsx'

/** One thing that waits: what, who wants it and why, and what the one who looks may do about it. */
export function WaitingProposal(props: {
  kind: ProposalKind
  proposal: Proposal<unknown>
  mayAgree: boolean
  /** What is wanted, in words. */
  children: ReactNode
}) {
  const t = useT()
  const format = useFormat()
  const { kind, proposal, mayAgree } = props
  const { confirmed, window } = useConfirmed()
  const [isRefusing, setRefusing] = useState(false)
  const answer = useAnswer(kind, proposal.id, confirmed)
  return (
    <div className="desk-stack">
      <div>{props.children}</div>
      <p className="desk-quiet desk-small">
        {t('proposals.madeBy', { name: proposal.madeBy, moment: format.moment(proposal.madeAt) })}
        {proposal.reason && ` ${t('proposals.because', { reason: proposal.reason })}`}
      </p>
      {answer.error && <ProblemSummary {...problemOf(answer.error)} />}
      <div className="desk-row">
        {proposal.isOwn && (
          <>
            <p>{t('proposals.waitsForOther')}</p>
            <Button isPending={answer.isPending} onPress={() => answer.mutate(null)}>
              {t('proposals.withdraw')}
            </Button>
          </>
        )}
        {!proposal.isOwn && mayAgree && (
          <>
            <Button
              variant="primary"
              isPending={answer.isPending}
              onPress={() => answer.mutate({ accept: true })}
            >
              {t('proposals.agree')}
            </Button>
            <Button onPress={() => setRefusing(true)}>{t('proposals.refuse')}</Button>
          </>
        )}
        {!proposal.isOwn && !mayAgree && <p>{t('proposals.waitsForOther')}</p>}
      </div>
      {isRefusing && (
        <RefuseDialog
          title={t('proposals.refuseTitle')}
          isOpen
          onClose={() => setRefusing(false)}
          onRefuse={(note) => answer.mutate({ accept: false, note })}
        />
      )}
      {window}
    </div>
  )
}
