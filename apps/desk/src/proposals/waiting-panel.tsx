import { useQuery } from '@tanstack/react-query'
import { Panel, useT } from '@zhucan/ui'
import type { ReactNode } from 'react'
import { type ProposalKind, proposalsQuery } from './proposals.queries.ts'
import { WaitingProposal } from './waiting-proposal.tsx'
import './proposals.css'

/** What waits of a kind; nothing where nothing waits. */
export function WaitingPanel<Wish>(props: {
  kind: ProposalKind
  mayAgree: boolean
  show: (wish: Wish) => ReactNode
}) {
  const t = useT()
  const waiting = useQuery(proposalsQuery<Wish>(props.kind))
  if (!waiting.data || waiting.data.length === 0) return null
  return (
    <Panel title={t(`proposals.${props.kind}`)} note={t('proposals.note')}>
      <ul className="proposals-list">
        {waiting.data.map((one) => (
          <li key={one.id}>
            <WaitingProposal kind={props.kind} proposal={one} mayAgree={props.mayAgree}>
              {props.show(one.wish)}
            </WaitingProposal>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
