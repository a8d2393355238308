import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, RunIcon, useNotify, useSpeech, useT } from '@zhucan/ui'
import { useCallback, useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { useWorkProgress } from '../app/progress.ts'
import { useMay } from '../app/session.ts'

/** Runs all rules again in the background; the page refreshes when they are through. */
export function ScreenButton({ region }: { region: string | undefined }) {
  const t = useT()
  const { problem } = useSpeech()
  const notify = useNotify()
  const queryClient = useQueryClient()
  const mayScreen = useMay('screening.run')
  const [job, setJob] = useState<string | null>(null)
  const start = useMutation({
    mutationFn: () => post<{ id: string }>('/api/v1/screenings', region ? { region } : {}),
    onSuccess: ({ id }) => setJob(id),
    onError: (error) => {
      const { code, params } = problemOf(error)
      notify({ kind: 'danger', text: problem(code, params).what })
    },
  })
  const finish = useCallback(
    (state: string) => {
      setJob(null)
      notify(
        state === 'done'
          ? { kind: 'good', text: t('home.screened.done') }
          : { kind: 'danger', text: problem('analysis.failed').what },
      )
      void queryClient.invalidateQueries({ queryKey: ['dashboard'] })
      void queryClient.invalidateQueries({ queryKey: ['clues'] })
    },
    [notify, queryClient, problem, t],
  )
  useWorkProgress(job && `/api/v1/screenings/${job}/events`, finish)
  if (!mayScreen) return null
  return (
    <Button icon={<RunIcon />} isPending={start.isPending || job !== null} onPress={() => start.mutate()}>
      {t(job === null ? 'home.screen' : 'home.screening')}
    </Button>
  )
}
