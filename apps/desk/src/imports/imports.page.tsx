import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import {
  Button,
  ErrorSummary,
  FileDrop,
  Link,
  PageHeader,
  Panel,
  ProblemSummary,
  Progress,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { type ApiProblem, problemOf, upload } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { HistoryTable } from './history-table.tsx'
import { importsQuery } from './imports.queries.ts'
import './imports.css'

/** The way in for every workbook, and what came in before. */
export function ImportsPage() {
  const t = useT()
  const history = useQuery(importsQuery)
  const mayImport = useMay('import.create')
  return (
    <div className="desk-page">
      <PageHeader title={t('imports.title')} />
      {mayImport && <UploadBox />}
      <Panel title={t('imports.history')} flush>
        <QueryView query={history}>{(imports) => <HistoryTable imports={imports} />}</QueryView>
      </Panel>
    </div>
  )
}

/** The same content once more: a register is compared again, a list takes the place of the one that is here. */
function Again(props: { problem: ApiProblem; onAgain: () => void; onSkip: () => void }) {
  const t = useT()
  const { id = '', fileType } = props.problem.params
  return (
    <>
      <Button onPress={props.onAgain}>
        {t(fileType === 'register' ? 'imports.sendAgain' : 'imports.replaceList')}
      </Button>
      <Button onPress={props.onSkip}>{t('imports.skip')}</Button>
      <Link look="secondary" href={`/imports/${id}`}>
        {t('imports.seeFirst')}
      </Link>
    </>
  )
}

function UploadBox() {
  const t = useT()
  const router = useRouter()
  const [hasSeveral, setSeveral] = useState(false)
  const send = useMutation({
    mutationFn: ({ file, again }: { file: File; again: boolean }) =>
      upload<{ id: string }>('/api/v1/imports', file, again),
    onSuccess: ({ id }) => router.history.push(`/imports/${id}`),
  })
  const take = (files: File[]) => {
    const [file, ...others] = files
    setSeveral(others.length > 0)
    if (file && others.length === 0) send.mutate({ file, again: false })
  }
  if (send.isPending) {
    return (
      <Panel title={t('imports.upload')}>
        <Progress label={t('imports.uploading', { name: send.variables.file.name })} done={0} total={null} />
      </Panel>
    )
  }
  return (
    <>
      {send.error && (
        <ProblemSummary
          {...problemOf(send.error)}
          actions={
            problemOf(send.error).code === 'import.already-imported' && (
              <Again
                problem={problemOf(send.error)}
                onAgain={() => send.mutate({ file: send.variables.file, again: true })}
                onSkip={() => send.reset()}
              />
            )
          }
        />
      )}
      {hasSeveral && <ErrorSummary what={t('imports.one')} />}
      <FileDrop
        label={t('imports.dropLabel')}
        hint={t('imports.dropHint')}
        button={t('imports.choose')}
        accept={['.xlsx', '.csv', '.xls', '.txt']}
        onFiles={take}
      />
    </>
  )
}
