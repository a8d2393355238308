import { Button, FileDrop, RemoveIcon, UploadIcon, useAnnounce, useFormat, useSpeech } from '@zhucan/ui'
import { useState } from 'react'
import { problemOf, upload } from '../app/http.ts'
import type { EvidenceFile, WholeClue } from './clue-work.queries.ts'

const kinds = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf']
const mostMegabytes = 10
const megabyte = 1024 * 1024

interface Refused {
  readonly name: string
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}

/** Photos and papers: sent as they are chosen, each removable until the answer is given. */
export function EvidenceField(props: {
  clue: WholeClue
  files: readonly EvidenceFile[]
  onChange: (update: (files: readonly EvidenceFile[]) => readonly EvidenceFile[]) => void
}) {
  const { t, problem } = useSpeech()
  const { clue, files, onChange } = props
  const [sentHere, setSentHere] = useState<readonly EvidenceFile[]>([])
  const { sending, refused, send } = useSending(clue.id, (file) => {
    setSentHere((before) => [...before, file])
    onChange((before) => [...before, file])
  })
  const unused = new Map([...clue.work.looseFiles, ...sentHere].map((file) => [file.id, file]))
  for (const { id } of files) unused.delete(id)
  const left = [...unused.values()]
  return (
    <fieldset className="clue-evidence">
      <legend className="zc-field-label">{t('clueWork.evidence')}</legend>
      <FileDrop
        label={t('clueWork.evidenceDrop')}
        hint={t('clueWork.evidenceHint', { limit: mostMegabytes })}
        button={t('clueWork.choose')}
        accept={kinds}
        isQuiet
        onFiles={(chosen) => void send(chosen)}
      />
      {refused.map(({ name, code, params }) => {
        const { what, todo } = problem(code, params)
        return (
          <p key={name} className="clue-fault" role="alert">
            {name}：{what} {todo}
          </p>
        )
      })}
      {sending !== null && <p role="status">{t('clueWork.sending', { name: sending })}</p>}
      <FileLines
        files={files}
        word="clueWork.removeFile"
        icon={<RemoveIcon />}
        onPress={(file) => onChange((before) => before.filter(({ id }) => id !== file.id))}
      />
      {left.length > 0 && (
        <div>
          <p className="zc-field-hint">{t('clueWork.loose')}</p>
          <FileLines
            files={left}
            word="clueWork.useFile"
            icon={<UploadIcon />}
            onPress={(file) => onChange((before) => [...before, file])}
          />
        </div>
      )}
    </fieldset>
  )
}

/** One after the other, so that a weak line carries each whole; what is refused says why and stops nothing. */
function useSending(clue: string, onSent: (file: EvidenceFile) => void) {
  const { t } = useSpeech()
  const announce = useAnnounce()
  const [sending, setSending] = useState<string | null>(null)
  const [refused, setRefused] = useState<readonly Refused[]>([])
  const sendOne = async (file: File): Promise<Refused | null> => {
    if (file.size > mostMegabytes * megabyte)
      return { name: file.name, code: 'clue.file-too-large', params: { limit: mostMegabytes } }
    if (file.type !== '' && !kinds.includes(file.type))
      return { name: file.name, code: 'clue.file-kind', params: {} }
    setSending(file.name)
    try {
      onSent(await upload<EvidenceFile>(`/api/v1/clues/${clue}/files`, file, false))
      announce(t('clueWork.sent', { name: file.name }))
      return null
    } catch (error) {
      const { code, params } = problemOf(error)
      return { name: file.name, code, params }
    }
  }
  const send = async (chosen: readonly File[]) => {
    const faults: Refused[] = []
    for (const file of chosen) {
      const fault = await sendOne(file)
      if (fault) faults.push(fault)
    }
    setSending(null)
    setRefused(faults)
  }
  return { sending, refused, send }
}

function FileLines(props: {
  files: readonly EvidenceFile[]
  word: 'clueWork.removeFile' | 'clueWork.useFile'
  icon: React.ReactNode
  onPress: (file: EvidenceFile) => void
}) {
  const { t } = useSpeech()
  const size = useFileSize()
  if (props.files.length === 0) return null
  return (
    <ul className="clue-files">
      {props.files.map((file) => (
        <li key={file.id}>
          <span>
            {file.fileName} <span className="desk-quiet desk-small">{size(file.size)}</span>
          </span>
          <Button
            variant="quiet"
            icon={props.icon}
            aria-label={t(`${props.word}Of`, { name: file.fileName })}
            onPress={() => props.onPress(file)}
          >
            {t(props.word)}
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** Sizes as people say them: KB below one MB. */
export function useFileSize(): (bytes: number) => string {
  const format = useFormat()
  return (bytes) =>
    bytes < megabyte
      ? `${format.number(Math.max(1, Math.round(bytes / 1024)))} KB`
      : `${format.number(Math.round((bytes / megabyte) * 10) / 10)} MB`
}
