import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Panel, ProblemSummary, useFormat, useNotify, useT } from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { useMay } from '../app/session.ts'
import { RefuseDialog } from '../proposals/refuse-dialog.tsx'
import type { EnteredLine } from './policy.queries.ts'
import { useLineValue } from './policy-words.tsx'
import { RehearsalButton } from './rehearsal.tsx'

/** What waits for its second person, with what it would change. */
export function WaitingLines({ lines }: { lines: readonly EnteredLine[] }) {
  const t = useT()
  return (
    <Panel title={t('policyLines.waiting')} note={t('policyLines.waitingNote')}>
      <ul className="policy-waiting">
        {lines.map((line) => (
          <WaitingLine key={line.id} line={line} />
        ))}
      </ul>
    </Panel>
  )
}

function WaitingLine({ line }: { line: EnteredLine }) {
  const t = useT()
  const format = useFormat()
  const write = useLineValue()
  const mayConfirm = useMay('policy.confirm')
  const [isRefusing, setRefusing] = useState(false)
  const act = useDecision(line.id)
  return (
    <li>
      <p>
        <strong>{format.label(line.label)}</strong> {line.regionName}{' '}
        {t('policyLines.willBe', { day: format.day(line.fromDay), value: write(line, line.value) })}
      </p>
      <p className="desk-quiet desk-small">
        {line.source} {line.documentNumber}{' '}
        {t('policyLines.enteredBy', { name: line.enteredBy, moment: format.moment(line.enteredAt) })}
      </p>
      {line.note && <p className="desk-small">{line.note}</p>}
      {act.error && <ProblemSummary {...problemOf(act.error)} />}
      <div className="desk-row">
        {mayConfirm && !line.isOwn && (
          <>
            <Button variant="primary" isPending={act.isPending} onPress={() => act.mutate({ accept: true })}>
              {t('policyLines.confirm')}
            </Button>
            <Button onPress={() => setRefusing(true)}>{t('policyLines.refuse')}</Button>
          </>
        )}
        {line.isOwn && (
          <Button isPending={act.isPending} onPress={() => act.mutate(null)}>
            {t('policyLines.withdraw')}
          </Button>
        )}
        <RehearsalButton code={line.code} region={line.region} value={line.value} />
      </div>
      <RefuseDialog
        title={t('policyLines.refuseTitle')}
        isOpen={isRefusing}
        onClose={() => setRefusing(false)}
        onRefuse={(reason) => act.mutate({ accept: false, reason })}
      />
    </li>
  )
}

/** Confirms, refuses, or (null) takes one's own line back. */
function useDecision(id: string) {
  const t = useT()
  const notify = useNotify()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { accept: boolean; reason?: string } | null) =>
      post(`/api/v1/policy-lines/${id}/${body ? 'decide' : 'withdraw'}`, body ?? {}),
    onSuccess: async (_answer, body) => {
      await queries.invalidateQueries({ queryKey: ['policy-lines'] })
      notify({
        kind: 'good',
        text: t(
          body?.accept ? 'policyLines.confirmed' : body ? 'policyLines.refused' : 'policyLines.withdrawn',
        ),
      })
    },
  })
}
