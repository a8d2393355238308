import { Button, FileDrop, ProblemSummary, RemoveIcon, useAnnounce, useT } from '@zhucan/ui'
import { useState } from 'react'
import { problemOf, upload } from '../app/http.ts'
import type { TaskFile } from './work.queries.ts'

const kinds = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf']

/** Photos and papers of a report: sent one after the other as they are chosen, each removable until the report is given. */
export function TaskEvidence(props: {
  taskId: string
  files: readonly TaskFile[]
  onChange: (files: readonly TaskFile[]) => void
}) {
  const t = useT()
  const announce = useAnnounce()
  const [sending, setSending] = useState<string | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const send = async (chosen: readonly File[]) => {
    setError(null)
    let files = props.files
    for (const file of chosen) {
      setSending(file.name)
      try {
        files = [...files, await upload<TaskFile>(`/api/v1/tasks/${props.taskId}/files`, file, false)]
        props.onChange(files)
        announce(t('work.sent', { name: file.name }))
      } catch (fault) {
        setError(fault as Error)
      }
    }
    setSending(null)
  }
  return (
    <fieldset className="work-evidence" id="work-files" tabIndex={-1}>
      <legend className="zc-field-label">{t('work.files')}</legend>
      <FileDrop
        label={t('work.filesDrop')}
        hint={t('work.filesHint')}
        button={t('work.choose')}
        accept={kinds}
        isQuiet
        onFiles={(chosen) => void send(chosen)}
      />
      {error && <ProblemSummary code={problemOf(error).code} params={problemOf(error).params} />}
      {sending !== null && <p role="status">{t('work.sending', { name: sending })}</p>}
      {props.files.length > 0 && (
        <ul className="work-files">
          {props.files.map((file) => (
            <li key={file.id}>
              <span>{file.fileName}</span>
              <Button
                variant="quiet"
                icon={<RemoveIcon />}
                aria-label={t('work.removeFileOf', { name: file.fileName })}
                onPress={() => props.onChange(props.files.filter(({ id }) => id !== file.id))}
              >
                {t('work.removeFile')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  )
}
