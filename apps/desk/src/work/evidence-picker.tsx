import { Button, FileDrop, Link, ProblemSummary, RemoveIcon, useAnnounce, useT } from '@zhucan/ui'
import { useState } from 'react'
import { problemOf, upload } from '../app/http.ts'
import './work.css'

const kinds = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf']

/** A photo or a paper that was sent. */
export interface SentFile {
  readonly id: string
  readonly fileName: string
}

/** Photos and papers of a report: sent one after the other as they are chosen, each removable until the report is given. */
export function EvidencePicker(props: {
  /** Where files are sent to. */
  path: string
  files: readonly SentFile[]
  onChange: (files: readonly SentFile[]) => void
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
        files = [...files, await upload<SentFile>(props.path, file, false)]
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

/** Evidence that somebody gave, each file to be saved. */
export function EvidenceLinks({ path, files }: { path: string; files: readonly SentFile[] }) {
  return (
    <ul className="work-files">
      {files.map(({ id, fileName }) => (
        <li key={id}>
          <Link href={`${path}/${id}`} download={fileName}>
            {fileName}
          </Link>
        </li>
      ))}
    </ul>
  )
}
