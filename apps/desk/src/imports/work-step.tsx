import { useQueryClient } from '@tanstack/react-query'
import { Panel, Progress, useT } from '@zhucan/ui'
import { useCallback } from 'react'
import { useWorkProgress } from '../app/progress.ts'
import { type Import, importQuery, importsQuery } from './imports.queries.ts'

const phases = ['reading', 'checking', 'applying', 'matching', 'undoing'] as const

/** The server works; its progress comes by itself. One may leave and come back. */
export function WorkStep({ of }: { of: Import }) {
  const t = useT()
  const queryClient = useQueryClient()
  const refresh = useCallback(() => {
    void queryClient.invalidateQueries({ queryKey: importQuery(of.id).queryKey })
    void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey })
  }, [queryClient, of.id])
  const progress = useWorkProgress(`/api/v1/imports/${of.id}/events`, refresh)
  const phase =
    phases.find((known) => known === progress?.phase) ?? phases.find((known) => known === of.state)
  return (
    <Panel title={t(`imports.state.${of.state}`)}>
      <div className="desk-stack">
        <Progress
          label={t(`imports.phase.${phase ?? 'checking'}`)}
          done={progress?.done ?? 0}
          total={progress?.total ? progress.total : null}
        />
        <p className="desk-quiet">{t('imports.leaveNote')}</p>
      </div>
    </Panel>
  )
}
