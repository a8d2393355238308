import { clueVerdicts, clueVisits, secondLooks } from '@zhucan/catalogue'
import type { Label } from '@zhucan/kernel'
import { DownloadIcon, Link, Panel, State, type StateKind, useFormat, useT } from '@zhucan/ui'
import { Day } from '../app/labels.tsx'
import { useClueWords } from './clue-words.tsx'
import { type EvidenceFile, evidenceHref, type Finding, type WholeClue } from './clue-work.queries.ts'
import { useFileSize } from './evidence-field.tsx'

const kinds: Readonly<Record<string, StateKind>> = {
  true: 'danger',
  false: 'good',
  unknown: 'unknown',
  agrees: 'good',
  differs: 'warning',
}
const labels: Readonly<Record<string, Label>> = { ...clueVerdicts, ...secondLooks }
const visits: Readonly<Record<string, Label>> = clueVisits

/** What came out when people went and looked, the latest first, with what they brought back. */
export function FindingsPanel({ clue }: { clue: WholeClue }) {
  const t = useT()
  const { feedbacks } = clue.work
  const latestFirst = [...feedbacks].reverse()
  if (feedbacks.length === 0) return null
  return (
    <Panel title={t('clueWork.findings')}>
      <ol className="clue-findings">
        {latestFirst.map((finding) => (
          <li key={finding.id}>
            <OneFinding clue={clue} finding={finding} />
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function OneFinding({ clue, finding }: { clue: WholeClue; finding: Finding }) {
  const t = useT()
  const format = useFormat()
  const words = useClueWords()
  const isSecond = finding.kind === 'second-look'
  const said = labels[finding.verdict]
  const visit = visits[finding.visit]
  const row = clue.why.rows.find(({ factId }) => factId === finding.factId)
  return (
    <article className="clue-finding">
      <p className="desk-row">
        <strong>{t(isSecond ? 'clueWork.secondLook' : 'clueWork.feedback')}</strong>
        <State kind={kinds[finding.verdict] ?? 'neutral'}>
          {said ? format.label(said) : finding.verdict}
        </State>
        <span className="desk-quiet">
          {visit && format.label(visit)} <Day day={finding.visitedOn} />
        </span>
      </p>
      <p className="clue-text">{finding.text}</p>
      {row && <p className="desk-small">{t('clueWork.restsOn', { file: row.title })}</p>}
      <Files clue={clue.id} files={finding.files} />
      <p className="desk-quiet desk-small">
        {[
          finding.givenByName,
          finding.organisation ?? words.holder(finding.holder),
          format.moment(finding.at),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </article>
  )
}

function Files({ clue, files }: { clue: string; files: readonly EvidenceFile[] }) {
  const t = useT()
  const size = useFileSize()
  if (files.length === 0) return null
  return (
    <ul className="clue-files">
      {files.map((file) => (
        <li key={file.id}>
          <Link
            href={evidenceHref(clue, file.id)}
            download={file.fileName}
            icon={<DownloadIcon />}
            label={t('clueWork.downloadOf', { name: file.fileName })}
          >
            {file.fileName}
          </Link>
          <span className="desk-quiet desk-small">{size(file.size)}</span>
        </li>
      ))}
    </ul>
  )
}
